#include "user/user.hpp"

#include <fmt/core.h>

#include "base/error.hpp"

namespace mssp::user {

render::Object describe(const Membership& membership) {
  return {{{"tenant", membership.tenant},
           {"email", membership.email},
           {"role", membership.role},
           {"assigned_at", membership.assigned_at}}};
}

void require_seat(const std::string& tenant, std::int64_t used, std::int64_t seats, const std::string& email) {
  if (used < seats) return;
  throw Error(Code::limit, fmt::format("no seat left for '{}': tenant '{}' uses {} of {}", email, tenant, used, seats),
              fmt::format("unassign somebody, or raise the limit with 'synos-mssp tenant set --tenant {} --seats {}'",
                          tenant, used + 1));
}

}  // namespace mssp::user
