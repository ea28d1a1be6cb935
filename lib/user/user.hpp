// Users: people of a tenant. A person may belong to several tenants, each with a role of its own; a membership takes
// one seat.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "render/value.hpp"

namespace mssp::user {

// admin: users and approvals; member: tickets; viewer: reads.
inline constexpr std::array<std::string_view, 3> roles{"admin", "member", "viewer"};

struct Membership {
  std::string tenant;  // slug
  std::string email;
  std::string role;
  Instant assigned_at;
};

render::Object describe(const Membership& membership);

// Error{limit} that says what is used and what is allowed when one more membership would exceed the seats.
void require_seat(const std::string& tenant, std::int64_t used, std::int64_t seats, const std::string& email);

}  // namespace mssp::user
