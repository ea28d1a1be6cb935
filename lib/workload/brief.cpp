#include "workload/brief.hpp"

#include <algorithm>
#include <tuple>

#include "base/text.hpp"
#include "render/table.hpp"

namespace mssp::workload {
namespace {

Seconds left(const sla::Clock& clock) { return clock.target - clock.used; }

std::string place(const finding::Finding& finding) {
  std::string where = finding.identity.asset;
  if (finding.identity.port) where += ":" + std::to_string(*finding.identity.port) + "/" + finding.identity.protocol;
  return where;
}

std::string clock_line(const sla::Clock& clock) {
  const std::string kind(name(clock.kind));
  if (clock.state == sla::ClockState::open_breached) return kind + " overdue since " + rfc3339(clock.due_at);
  if (clock.paused) return kind + " paused, " + render::cell(left(clock)) + " left";
  return kind + " due " + rfc3339(clock.due_at) + ", " + render::cell(left(clock)) + " left";
}

template <class T, class Line>
void section(std::vector<std::string>& out, const std::string& title, const std::vector<T>& all, Line line) {
  out.push_back("");
  out.push_back("## " + title);
  out.push_back("");
  for (const T& each : all) out.push_back("- " + line(each));
  if (all.empty()) out.emplace_back("- none");
}

}  // namespace

std::string waits_for(ticket::Status status) {
  if (status == ticket::Status::waiting_customer) return "customer";
  return status == ticket::Status::waiting_vendor ? "vendor" : "us";
}

void sort_by_urgency(std::vector<OpenTicket>& tickets) {
  const auto key = [](const OpenTicket& open) {
    bool paused = true;
    Instant due = Instant::max();
    for (const sla::Clock& clock : open.clocks) {
      if (clock.paused) continue;
      paused = false;
      due = std::min(due, clock.due_at);
    }
    return std::tuple(paused, due, open.ticket.priority, open.ticket.number);
  };
  std::sort(tickets.begin(), tickets.end(), [&](const OpenTicket& a, const OpenTicket& b) { return key(a) < key(b); });
}

std::vector<std::string> lines(const Brief& brief) {
  const tenant::Tenant& tenant = brief.tenant;
  std::vector<std::string> out{
      "# Handoff of " + tenant.slug + " (" + printable(tenant.name) + "): " + brief.from.analyst + " to " + brief.to, "",
      "- role: " + std::string(name(brief.from.role)) + ", held since " + rfc3339(brief.from.from),
      "- tier: " + tenant.tier + ", time zone " + tenant.timezone,
      "- contact: " + (tenant.contact.empty() ? "none noted" : printable(tenant.contact))};
  section(out, "Open tickets", brief.tickets, [](const OpenTicket& open) {
    std::string line = ticket::handle(open.ticket.number) + " " + std::string(name(open.ticket.priority)) + " " +
                       printable(open.ticket.subject) + ": waits for " + waits_for(open.ticket.status);
    for (const sla::Clock& clock : open.clocks) line += "; " + clock_line(clock);
    return line;
  });
  section(out, "Open critical findings", brief.critical, [](const finding::Finding& finding) {
    return finding.handle + " " + printable(finding.title) + " on " + printable(place(finding)) +
           (finding.due_at ? ", due " + rfc3339(*finding.due_at) : "");
  });
  section(out, "Next", brief.upcoming,
          [](const Upcoming& next) { return rfc3339(next.due_at) + " " + printable(next.what); });
  section(out, "People of the customer", brief.people,
          [](const user::Membership& person) { return printable(person.email) + " (" + person.role + ")"; });
  section(out, "Who else looks after it", brief.others, [](const staff::Assignment& other) {
    return other.analyst + " (" + std::string(name(other.role)) + ")" + (other.until ? " until " + rfc3339(*other.until) : "");
  });
  return out;
}

render::Object describe(const Brief& brief) {
  render::Array tickets;
  for (const OpenTicket& open : brief.tickets) {
    render::Array clocks;
    for (const sla::Clock& clock : open.clocks) {
      clocks.emplace_back(render::Object{{{"clock", name(clock.kind)},
                                          {"state", name(clock.state)},
                                          {"due_at", clock.due_at},
                                          {"left_seconds", left(clock)},
                                          {"paused", clock.paused}}});
    }
    tickets.emplace_back(render::Object{{{"ticket", ticket::handle(open.ticket.number)},
                                         {"subject", open.ticket.subject},
                                         {"priority", name(open.ticket.priority)},
                                         {"status", name(open.ticket.status)},
                                         {"waits_for", waits_for(open.ticket.status)},
                                         {"clocks", std::move(clocks)}}});
  }
  render::Array findings;
  for (const finding::Finding& finding : brief.critical) {
    findings.emplace_back(render::Object{{{"finding", finding.handle},
                                          {"title", finding.title},
                                          {"asset", finding.identity.asset},
                                          {"due_at", finding.due_at}}});
  }
  render::Array upcoming;
  for (const Upcoming& next : brief.upcoming) {
    upcoming.emplace_back(render::Object{{{"what", next.what}, {"due_at", next.due_at}}});
  }
  render::Array people;
  for (const user::Membership& person : brief.people) {
    people.emplace_back(render::Object{{{"email", person.email}, {"role", person.role}}});
  }
  render::Array others;
  for (const staff::Assignment& other : brief.others) others.emplace_back(describe(other));
  const tenant::Tenant& tenant = brief.tenant;
  return {{{"tenant", tenant.slug},
           {"role", name(brief.from.role)},
           {"from", brief.from.analyst},
           {"to", brief.to},
           {"contact", tenant.contact.empty() ? render::Value() : render::Value(tenant.contact)},
           {"tickets", std::move(tickets)},
           {"findings", std::move(findings)},
           {"upcoming", std::move(upcoming)},
           {"people", std::move(people)},
           {"others", std::move(others)}}};
}

}  // namespace mssp::workload
