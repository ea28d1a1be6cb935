// osquery: lines of its results log, which tell of one table of one host each.
#pragma once

#include "inventory/inventory.hpp"

namespace mssp::inventory {

// Differential, snapshot and batch lines (osquery's documentation, "Logging"). The table is told by the name of the
// query, or by its last part: "pack_inventory_system_info" reads as system_info. Known are system_info, os_version,
// interface_details, interface_addresses, programs, apps, deb_packages, rpm_packages, homebrew_packages,
// windows_security_center, windows_security_products, windows_firewall, alf, logical_drives, mounts, bitlocker_info,
// disk_encryption, smart_drive_info, local_admins, pending_reboot, and patches only for 'patch import'. Others are read
// over. All lines of a host are one record. A row that a differential line removed takes its item away.
bool is_osquery(std::string_view start);
void read_osquery(const Input& input, const device::Sink& sink);

}  // namespace mssp::inventory
