#include "finding/repair_days.hpp"

#include "config/named_tenants.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::finding {

config::Remediation repair_days(Context& context, db::Connection& store) {
  const config::Folder folder = context.folder();
  config::Remediation days = config::load_remediation(folder);
  if (days.tenants.empty()) return days;
  for (const Error& error : config::unknown_tenants(config::named_tenants(folder, days), tenant::slugs(store))) {
    context.note(error.message() + (error.hint().empty() ? "" : "; " + error.hint()));
  }
  return days;
}

}  // namespace mssp::finding
