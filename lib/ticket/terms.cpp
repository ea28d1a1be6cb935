#include "ticket/terms.hpp"

#include "base/error.hpp"

namespace mssp::ticket {
namespace {

constexpr const char* put_back = "put it back: tickets opened under that policy are graded by it";

}  // namespace

sla::TermsOf terms_of(const std::string& tenant, const sla::Versions& versions, const sla::Calendars& calendars) {
  return [&](sla::Priority priority, std::int64_t version) -> sla::Terms {
    const sla::Policy& policy = sla::policy_of(versions, version);
    const std::string name = policy.calendar_of(priority);
    const sla::Calendar* calendar = calendars.find(name);
    if (calendar == nullptr) {
      throw Error(Code::invalid_config,
                  "SLA policy " + std::to_string(policy.version) + " of tenant '" + tenant + "' counts on calendar '" +
                      name + "', which calendars.yml does not have",
                  put_back);
    }
    return {priority, policy.of(priority), calendar};
  };
}

std::vector<sla::ClockRecord> records(const History& history, const sla::Versions& versions,
                                      const sla::Calendars& calendars, Instant until) {
  const Ticket& ticket = history.ticket;
  return sla::replay(history.events, ticket.priority, ticket.policy_version, terms_of(ticket.tenant, versions, calendars),
                     until);
}

std::vector<sla::Clock> standing_of(const std::vector<sla::ClockRecord>& records, const sla::Calendars& calendars,
                                    Instant now) {
  std::vector<sla::Clock> all;
  all.reserve(records.size());
  for (const sla::ClockRecord& record : records) {
    const sla::Calendar* calendar = calendars.find(record.calendar);
    if (calendar == nullptr) {
      throw Error(Code::invalid_config,
                  "a clock counts on calendar '" + record.calendar + "', which calendars.yml does not have", put_back);
    }
    all.push_back(sla::standing_at(record, *calendar, now));
  }
  return all;
}

std::vector<sla::Clock> clocks(const History& history, const sla::Versions& versions, const sla::Calendars& calendars,
                               Instant now) {
  return standing_of(records(history, versions, calendars, now), calendars, now);
}

}  // namespace mssp::ticket
