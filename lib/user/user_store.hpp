// The SQL of users.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "tenant/tenant.hpp"
#include "user/user.hpp"

namespace mssp::user {

// Addresses are compared without regard to ASCII case, and kept as first written.
std::optional<Membership> find(db::Connection& store, const tenant::Tenant& tenant, const std::string& email);

// Gives the role; the membership as it is afterwards. Error{limit} without a free seat. To be called in the
// transaction that keeps it, so that no other command can take the seat in between.
Membership assign(db::Connection& store, const tenant::Tenant& tenant, const std::string& email, const std::string& role,
                  Instant now);

// Frees the seat; a person without any membership is forgotten. Error{not_found}.
void unassign(db::Connection& store, const tenant::Tenant& tenant, const std::string& email);

// By tenant and address; of every tenant when none is given.
std::vector<Membership> list(db::Connection& store, const std::optional<std::string>& tenant);

// All memberships of one person. Error{not_found} when there is none.
std::vector<Membership> of_person(db::Connection& store, const std::string& email);

}  // namespace mssp::user
