// Fleet: answers of its API about hosts, and what `fleetctl get hosts --json` prints.
#pragma once

#include "inventory/inventory.hpp"

namespace mssp::inventory {

// {"hosts":[...]}, {"host":{...}}, or documents {"kind":"host","spec":{...}} one after the other (Fleet's REST API
// documentation, "Hosts"). Policies speak of firewall, disk encryption and updates by the tables their queries read.
bool is_fleet(std::string_view start);
void read_fleet(const Input& input, const device::Sink& sink);

}  // namespace mssp::inventory
