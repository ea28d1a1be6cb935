// Windows as a calendar that other programs subscribe to: iCalendar (RFC 5545).
#pragma once

#include <string>
#include <vector>

#include "base/instant.hpp"
#include "patch/policy.hpp"

namespace mssp::patch {

struct Window {
  std::string id;     // stays the same for the same window: letters, digits and '-'
  std::string scope;  // "group 'servers'"; empty: the whole tenant
  std::string what;   // "os updates"
  Instant from;
  Instant to;
  std::string note;   // may be empty
};

// The windows of a policy that begin in [from, to), at most 5,000; by time.
std::vector<Window> windows(const Policy& policy, const std::string& tenant, const std::string& scope, const Zone& tenant_zone,
                            const Period& period);

// One VCALENDAR with an event for each window. Times are UTC, so that no zone needs to be told; lines end with CRLF and are
// folded at 75 octets (3.1), texts escaped (3.3.11). DTSTAMP is the window's beginning: the same windows give the same bytes.
std::string calendar(const std::vector<Window>& windows, const std::string& name);

}  // namespace mssp::patch
