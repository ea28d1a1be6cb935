#include "ticket/current.hpp"

#include "base/text.hpp"
#include "sla/policy_store.hpp"

namespace mssp::ticket {

void tell_changed(Context& context, const std::vector<std::string>& calendars) {
  if (calendars.empty()) return;
  context.note("calendar '" + join(calendars, "', '") + "' has changed: open clocks were computed anew for this answer");
}

Current current(Context& context, const std::vector<tenant::Tenant>& tenants, std::optional<std::int64_t> only) {
  db::Connection& store = context.store();
  const Promises promises{sla::versions(store, tenants), sla::Calendars(config::load_calendars(context.folder()))};
  Current out{promises.calendars, fresh(store, promises, only, context.now())};
  tell_changed(context, out.fresh.calendars);
  return out;
}

}  // namespace mssp::ticket
