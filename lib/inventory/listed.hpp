// Lists of devices in a form of ours: CSV with a header, or JSON Lines, with the same keys.
//
//   hostname serial uuid mac (several, separated by blanks) agent agent_id          what it is recognised by
//   user location os os_version address group                                      its details
//   seen_at (check-in) observed_at (of what follows; else the time of the import)  RFC 3339
//   updates_pending critical_pending disk_free_percent disk_errors                 numbers
//   last_update_at                                                                 RFC 3339
//   reboot_pending firewall disk_encryption                                        yes, no
//   disk_health                                                                    ok, warn, fail
//   antivirus remote_access          NAME=yes|no, several separated by ';'
//   signatures                       current, outdated, or RFC 3339
//   local_admins                     accounts, separated by ';'; all there are
//   software outdated_software       NAME=VERSION, several separated by ';'; all there is
//
// Every key may be left out or empty; what is empty says nothing.
#pragma once

#include "inventory/inventory.hpp"

namespace mssp::inventory {

void read_csv_list(const Input& input, const device::Sink& sink);
void read_json_lines(const Input& input, const device::Sink& sink);

}  // namespace mssp::inventory
