// The SQL of recorded outages and of maintenance windows.
#pragma once

#include <string>
#include <vector>

#include "db/connection.hpp"
#include "monitor/service.hpp"

namespace mssp::monitor {

// An outage of a service of a tenant.
struct RecordedOutage {
  Service service;
  Outage outage;
};
enum class Kept { added, changed, same };

// Keeps outages of one tenant, each known by its service and beginning: new ones are added; one that is there takes the end and the
// reason given. Says for each what happened. Three statements, however many there are.
std::vector<Kept> keep(db::Connection& store, const std::vector<RecordedOutage>& outages, Instant now);

struct RecordedMaintenance {
  Service service;
  Maintenance window;
};
// False when the service has one that begins at that time already.
bool insert(db::Connection& store, const RecordedMaintenance& window, Instant now);
// False when there is none that begins then.
bool remove_maintenance(db::Connection& store, const Service& service, Instant from);

}  // namespace mssp::monitor
