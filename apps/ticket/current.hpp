// Clocks for commands that only read: with the calendars as they are now, and a note where that makes a difference.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "context.hpp"
#include "tenant/tenant.hpp"
#include "ticket/fresh_store.hpp"

namespace mssp::ticket {

// Notes that open clocks were computed anew because of these calendars; nothing when there is none.
void tell_changed(Context& context, const std::vector<std::string>& calendars);

// What lists of these tenants' tickets need; with a note. `only`: they are of that tenant alone.
struct Current {
  sla::Calendars calendars;
  Fresh fresh;
};
Current current(Context& context, const std::vector<tenant::Tenant>& tenants, std::optional<std::int64_t> only);

}  // namespace mssp::ticket
