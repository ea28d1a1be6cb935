// What `sla status` answers, as JSON and as text.
#pragma once

#include <string>
#include <vector>

#include "render/value.hpp"
#include "tenant/tenant.hpp"
#include "ticket/standing.hpp"

namespace mssp::sla {

struct TenantStanding {
  tenant::Tenant tenant;
  std::string title;  // of the period
  ticket::Standing standing;
};

render::Object describe(const TenantStanding& of);         // the keys of synos-mssp-output(5)
std::vector<std::string> lines(const TenantStanding& of);  // for people: times in the tenant's zone
render::List overview(const std::vector<TenantStanding>& all);
render::List at_risk_list(const std::vector<TenantStanding>& all);

}  // namespace mssp::sla
