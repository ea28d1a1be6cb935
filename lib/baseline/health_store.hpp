// The SQL of baselines: what is known of each device, and what people noted of it.
#pragma once

#include <unordered_map>
#include <vector>

#include "baseline/health.hpp"
#include "db/connection.hpp"
#include "device/device.hpp"
#include "tenant/tenant.hpp"

namespace mssp::baseline {

struct Examined {
  const device::Device* device = nullptr;
  Sheet sheet;
};
// Of each of these live devices of the tenant. Four statements, however many there are.
std::vector<Examined> examine_all(db::Connection& store, const tenant::Tenant& tenant, const std::vector<device::Device>& devices,
                                  const config::Baseline& limits, Instant now);

// One note for a device and area: the new one replaces the last; an empty text takes it away.
void keep_note(db::Connection& store, const tenant::Tenant& tenant, const device::Device& device, const Note& note);

}  // namespace mssp::baseline
