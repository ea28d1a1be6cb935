// nmap's XML as a list of devices: what answers in the network, its card's address, and doors for remote access.
#pragma once

#include "inventory/inventory.hpp"

namespace mssp::inventory {

// A host that is up and has a host name or a MAC is a record; one known by its address alone, which wanders, is none.
// To be seen from the network is no check-in: the devices' agents alone tell that.
void read_nmap(const Input& input, const device::Sink& sink);

}  // namespace mssp::inventory
