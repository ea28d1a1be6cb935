#include "config/onboarding.hpp"

namespace mssp::config {

const std::vector<KnownFact>& known_facts() {
  static const std::vector<KnownFact> all{
      {"contact", false, "the tenant has a contact", "tenant set --tenant {} --contact ADDRESS"},
      {"contract", false, "a contract is recorded that has not ended", "tenant contract --tenant {} --reference TEXT --until DATE"},
      {"sla", false, "the tenant has an SLA of its own", "sla set --tenant {} --response-time 2h --resolution-time 24h"},
      {"coverage", false, "a primary and a backup are assigned", "staff assign --tenant {} --analyst HANDLE --role primary"},
      {"users", false, "the tenant has an admin among its users", "user assign --tenant {} --email ADDRESS --role admin"},
      {"scan-scope", false, "a network may be scanned", "scan scope add --tenant {} --network CIDR --reference TEXT --until DATE"},
      {"scan-schedule", false, "scans are scheduled", "scan schedule apply"},
      {"report-schedule", false, "reports are scheduled",
       "report schedule --tenant {} --frequency monthly --day 1 --template executive-summary"},
      {"maintenance-window", false, "a window for updates of the operating system was agreed",
       "patch window set --tenant {} --work os_updates --frequency weekly --day DAY --time HH:MM"},
      {"devices-enrolled", false, "every device has an agent", "device enroll --tenant {} --device DEVICE --agent NAME"},
      {"baseline-report", false, "a baseline report was made", "report generate --tenant {} --type baseline"},
      {"device-details", true, "host name, user, system and location are known", "device import --tenant {} --file FILE"},
      {"device-enrolled", true, "its agent is known", "device enroll --tenant {} --device DEVICE --agent NAME"},
      {"device-verified", true, "it was seen to check in and to be controlled", "device verify --tenant {} --device DEVICE --evidence TEXT"},
      {"device-inventory", true, "an inventory of it was imported", "device import --tenant {} --file FILE"},
      {"device-group", true, "it is in a group", "device assign-group --tenant {} --device DEVICE --group GROUP"},
  };
  return all;
}

}  // namespace mssp::config
