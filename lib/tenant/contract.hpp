// The contract with a tenant, as far as its end has to be known in time.
#pragma once

#include <optional>
#include <string>

#include "base/instant.hpp"
#include "render/value.hpp"

namespace mssp::tenant {

struct Contract {
  std::string reference;          // "contract 2026-17"
  std::optional<Instant> starts;  // may be unknown
  Instant ends;                   // from then on it has ended: the end of its last day in the tenant's zone

  friend bool operator==(const Contract&, const Contract&) = default;
};

render::Object describe(const std::string& tenant, const Contract& contract);

}  // namespace mssp::tenant
