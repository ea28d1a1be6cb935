// Services that customers rely on: what is checked, what the checks found, and what is known of each.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "render/value.hpp"
#include "sla/status.hpp"

namespace mssp::monitor {

struct Service {
  std::int64_t id = 0;
  std::int64_t tenant_id = 0;
  std::string tenant;               // slug
  std::string name;                 // slug
  std::optional<std::string> url;   // absent: outages are recorded by hand
  Seconds interval{60};
  Seconds timeout{5};
  std::int64_t retries = 2;         // further attempts before it counts as down
  Instant watched_from;             // nothing is known of earlier times
  std::optional<Instant> removed_at;
  std::optional<Instant> checked_at;
};
render::Object describe(const Service& service);

// Where a check goes.
struct Address {
  enum class Scheme { tcp, http } scheme = Scheme::tcp;
  std::string host;  // without the brackets of an IPv6 address
  int port = 0;
  std::string path;  // of http, begins with '/'
};
// "tcp://HOST:PORT", "http://HOST[:PORT][/PATH]"; nothing with a user, a fragment, blanks or control characters.
std::optional<Address> parse_url(std::string_view url);

enum class State { up, down, unknown };
std::string_view name(State state);
std::optional<State> parse_state(std::string_view text);

// Holds until the next change, the last one until the service was checked last.
struct Change {
  Instant from;
  State state = State::unknown;
  std::string detail;
};

// What a check at `at` adds: the new state when it is another, and before it time without data when the last check is
// more than two and a half intervals away. `last` is the last change of state, if there is one.
std::vector<Change> changes_after(const Service& service, const std::optional<Change>& last, Instant at, State found,
                                  const std::string& detail);

struct Outage {
  Instant from;
  std::optional<Instant> to;  // absent: it lasts
  std::string reason;
};
struct Maintenance {
  Instant from;
  Instant to;
  Instant agreed_at;
  std::string reason;
};

// All that is known of a service.
struct Knowledge {
  Service service;
  std::vector<Change> changes;  // by time
  std::vector<Outage> outages;
  std::vector<Maintenance> maintenance;
};

// The part of a period in which the service was watched; none when it was not.
std::optional<Period> watched(const Service& service, const Period& period);

// Of a checked service all time that no check speaks for is unknown; of one that is recorded by hand, none: people said
// that they record every outage. Downtime is what checks found and what people recorded, either or both.
sla::ServiceRecord record_of(const Knowledge& known, Instant now);

// The uptime in the watched part of the period up to now, and the time in which it was promised: that part less
// maintenance.
struct Measured {
  std::string service;
  sla::Uptime uptime;
  Seconds promised{};

  Seconds up() const { return promised - uptime.downtime - uptime.unknown; }
};
// None when it was not watched then.
std::optional<Measured> measure(const Knowledge& known, const Period& period, Instant now, Percent target);

// Of several services the sum of their times, named "all", by the target they share; none of none.
std::optional<Measured> total(const std::vector<Measured>& services);

// Each service of a tenant that was watched in the period, in the order of `known`; of more than one their total last.
std::vector<Measured> measure_all(const std::vector<Knowledge>& known, std::int64_t tenant_id, const Period& period, Instant now,
                                  Percent target);

}  // namespace mssp::monitor
