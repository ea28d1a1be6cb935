// Tenants: the customers of the provider, their states and what a change of state entails.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "render/value.hpp"

namespace mssp::tenant {

enum class Status { prospect, onboarding, active, suspended, offboarding, archived, purged };

std::string_view name(Status status);
std::optional<Status> parse_status(std::string_view text);

struct Tenant {
  std::int64_t id = 0;
  std::string slug;  // unique, never changes
  std::string name;
  std::string tier;
  std::int64_t seats = 0;  // largest number of memberships
  Status status = Status::active;
  std::string timezone = "UTC";
  std::string contact;  // e-mail address, may be empty
  Instant created_at;
};

// The zone in which the tenant's months and days are counted; UTC when this machine no longer knows its name.
Zone zone_of(const Tenant& tenant);
std::string day_of(const Tenant& tenant, Instant at);  // YYYY-MM-DD there

inline constexpr std::int64_t most_seats = 1'000'000;

// One permitted change of state. `verb` is the command that makes it.
struct Edge {
  std::string_view verb;
  Status from;
  Status to;
  std::string_view effect;  // what happens with it, for people
};
const std::vector<Edge>& edges();

// The edge that `verb` takes from the tenant's present state. Error{conflict} says which states allow it.
const Edge& edge_for(const Tenant& tenant, std::string_view verb);
// The same when the target is named: `tenant set --status onboarding`.
const Edge& edge_to(const Tenant& tenant, Status target);

// Refuses changes to what belongs to a tenant that is archived or purged.
void require_open(const Tenant& tenant);

// The name as stored: surrounding and repeated blanks removed. Error{usage} for a name that is empty, longer than 200
// characters, not UTF-8 or with control characters.
std::string checked_name(std::string_view name);

// The slug given, or made from the name. Error{usage} for the reserved word 'all' and for a name without letters that
// can be written in ASCII.
std::string slug_for(const std::string& name, const std::optional<std::string>& given);

// The tenant as the audit trail and `tenant show` tell it.
render::Object describe(const Tenant& tenant);

}  // namespace mssp::tenant
