#include "outage/describe.hpp"

#include "base/error.hpp"
#include "render/json.hpp"

namespace mssp::outage {

render::Object describe(const monitor::RecordedOutage& recorded) {
  return {{{"tenant", recorded.service.tenant},
           {"service", recorded.service.name},
           {"from", recorded.outage.from},
           {"to", recorded.outage.to},
           {"cause", recorded.outage.reason}}};
}

audit::Change audited(const monitor::RecordedOutage& recorded) {
  return {recorded.service.tenant, "outage " + recorded.service.name, "", render::json_line(describe(recorded))};
}

void refuse_impossible(const monitor::Outage& outage, Instant now) {
  if (outage.from > now) throw Error(Code::usage, "the outage begins in the future");
  if (outage.to && *outage.to > now) throw Error(Code::usage, "the outage ends in the future", "leave --to out while it lasts");
  if (outage.to && *outage.to <= outage.from) throw Error(Code::usage, "the outage does not end after it begins");
}

}  // namespace mssp::outage
