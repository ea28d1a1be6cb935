#include "finding/remediation.hpp"

namespace mssp::finding {

Remediation remediation_of(const config::Remediation& file, std::string_view tenant) {
  const config::RepairDays& days = file.of(tenant);
  return {.critical = days.critical,
          .high = days.high,
          .medium = days.medium,
          .low = days.low,
          .info = days.info,
          .known_exploited = days.known_exploited};
}

}  // namespace mssp::finding
