#include "sample.hpp"

#include <fmt/core.h>

namespace mssp::report::sample {
namespace {

const Instant from = instant(1756684800);  // 2025-09-01T00:00:00Z

sla::Clock clock(sla::ClockKind kind, sla::Priority priority, Instant started, Seconds target, Seconds used, bool stopped) {
  sla::Clock clock;
  clock.kind = kind;
  clock.priority = priority;
  clock.target = target;
  clock.started = started;
  clock.due_at = started + target;
  clock.used = used;
  if (stopped) clock.stopped_at = started + used;
  const bool late = used > target;
  clock.decided_at = late ? std::optional(clock.due_at) : clock.stopped_at;
  clock.state = stopped ? (late ? sla::ClockState::missed : sla::ClockState::met)
                        : (late ? sla::ClockState::open_breached : sla::ClockState::at_risk);
  return clock;
}

TicketLine ticket(std::int64_t number, const std::string& subject, sla::Priority priority, int day, int answer_minutes, int resolve_hours) {
  const Instant opened = from + std::chrono::days{day} + std::chrono::hours{9};
  TicketLine line{.number = number, .subject = subject, .status = "closed", .priority = priority, .opened_at = opened, .events = {}, .clocks = {}};
  const Instant answered = opened + std::chrono::minutes{answer_minutes};
  const Instant resolved = opened + std::chrono::hours{resolve_hours};
  line.events = {{opened, sla::EventKind::opened, sla::Actor::customer, true},
                 {answered, sla::EventKind::message, sla::Actor::agent, true},
                 {answered + Seconds{600}, sla::EventKind::wait_customer, sla::Actor::agent, false},
                 {answered + Seconds{900}, sla::EventKind::resumed, sla::Actor::customer, true},
                 {resolved, sla::EventKind::resolved, sla::Actor::agent, true}};
  line.clocks = {clock(sla::ClockKind::response, priority, opened, std::chrono::hours{2}, std::chrono::minutes{answer_minutes}, true),
                 clock(sla::ClockKind::resolution, priority, opened, std::chrono::hours{24}, std::chrono::hours{resolve_hours}, true)};
  return line;
}

FindingLine finding(std::size_t number, Severity severity, const std::string& title, const std::string& host) {
  return {.handle = fmt::format("F-{:016x}", number),
          .severity = severity,
          .title = title,
          .asset = host + " 443/tcp",
          .host = host,
          .rule = fmt::format("CVE-2025-{:04}", number % 50),
          .cves = fmt::format("CVE-2025-{:04}", number % 50),
          .detail = "The service accepts a request that it should refuse. Update to the version the vendor names.",
          .first_seen = from - std::chrono::days{static_cast<int>(number % 120)},
          .due_at = from + std::chrono::days{static_cast<int>(number % 60)},
          .exploited = number % 9 == 0,
          .owner = {},
          .reason = {},
          .expires_at = {}};
}

void fill_findings(Figures& figures, std::size_t count) {
  figures.scanned_before = true;
  figures.open_findings.clear();
  figures.findings = {};
  for (std::size_t i = 0; i < count; ++i) {
    const Severity severity = i < count / 40 + 1 ? Severity::critical : i < count / 8 ? Severity::high : i % 2 == 0 ? Severity::medium : Severity::low;
    figures.open_findings.push_back(finding(i, severity, fmt::format("Outdated component {} on port {}", i % 97, i * 7919 % 65536), fmt::format("srv-{:03}", i % 40)));
    ++figures.findings.open.of(severity);
    if (*figures.open_findings.back().due_at < figures.as_of) ++figures.findings.overdue;
  }
  figures.findings.appeared = static_cast<std::int64_t>(count / 5);
  figures.findings.fixed = 17;
  figures.worst.assign(figures.open_findings.begin(), figures.open_findings.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(count, 10)));
}

}  // namespace

Figures empty(int months) {
  Figures figures;
  figures.tenant.slug = "acme-corp";
  figures.tenant.name = "Acme Corp";
  figures.tenant.tier = "starter";
  figures.tenant.seats = 10;
  figures.organization.name = "SynOS MSSP";
  figures.span = span_with({2025, 9}, months);
  figures.period = figures.span.period(figures.zone);
  figures.as_of = figures.period.to;
  for (int i = 11; i >= 0; --i) {
    figures.months.push_back({.month = plus_months({2025, 9}, -i), .sla_met = {}, .open_findings = {}, .open_critical = {}, .overdue = {}, .uptime = {}});
  }
  figures.promise = {.calendar = "24x7", .p1_around_the_clock = false, .version = 0, .targets = {}, .uptime = {}};
  return figures;
}

Figures usual(int months) {
  Figures figures = empty(months);
  figures.tenant.name = "Acme Corp";
  figures.tenant.tier = "enterprise";
  figures.tenant.seats = 50;
  figures.usage = {.seats = 44, .assets = 214, .scans = 6};
  figures.tier = config::Tier{.name = "enterprise", .assets = {}, .scans_per_month = 8, .support = "24/7", .price = {}};
  figures.organization.email = "soc@example.net";
  figures.organization.phone = "+1 555 0100";
  figures.primary_analyst = "John Doe · Ελληνικά · Кириллица · Zürich";
  figures.scans = {.in_period = 4, .last = figures.as_of - std::chrono::hours{26}, .assets = 214, .assets_seen = 203};
  fill_findings(figures, 60);
  figures.findings_before = figures.findings;
  figures.findings_before.open.of(Severity::critical) += 2;
  std::int64_t i = 0;
  for (MonthFigures& month : figures.months) {
    month.opened = 12 + i * 5 % 9;
    month.resolved = 11 + i * 7 % 8;
    month.decided = 45;
    month.met = 36 + i * 3 / 4;
    month.sla_met = sla::share(month.met, month.decided);
    month.open_findings = 150 - i * 7;
    month.open_critical = 9 - i / 2;
    month.overdue = 30 - i;
    month.uptime = Percent{99'800 + 17 * i};
    ++i;
  }
  figures.clocks = {{sla::ClockKind::response, sla::Priority::p1, std::chrono::minutes{15}, 6, 0, 0, 1, 0, 0},
                    {sla::ClockKind::response, sla::Priority::p3, std::chrono::hours{4}, 18, 1, 1, 0, 0, 0},
                    {sla::ClockKind::resolution, sla::Priority::p1, std::chrono::hours{4}, 5, 1, 0, 1, 1, 1},
                    {sla::ClockKind::resolution, sla::Priority::p3, std::chrono::hours{24}, 15, 0, 0, 2, 1, 0}};
  sla::Uptime portal{.target = {99'900}, .percent = Percent{99'950}, .downtime = std::chrono::minutes{21}, .unknown = {}, .budget_left = std::chrono::minutes{22}};
  figures.uptime = {{"Portal", portal}, {"Mail", {.target = {99'900}, .percent = {}, .unknown = std::chrono::hours{720}, .budget_left = std::chrono::minutes{43}}}};
  figures.tickets = {ticket(17, "Mail gateway is down", sla::Priority::p1, 2, 9, 3), ticket(18, "Ransom note on a workstation", sla::Priority::p1, 9, 12, 30),
                     ticket(19, "VPN drops every hour", sla::Priority::p2, 12, 150, 8), ticket(20, "VPN drops every hour", sla::Priority::p2, 15, 20, 9),
                     ticket(21, "Password reset for the night shift", sla::Priority::p3, 20, 30, 5)};
  figures.tickets[1].reopened = 1;
  figures.attention = {{22, clock(sla::ClockKind::resolution, sla::Priority::p3, from + std::chrono::days{28}, std::chrono::hours{24}, std::chrono::hours{20}, false)},
                       {23, clock(sla::ClockKind::resolution, sla::Priority::p2, from + std::chrono::days{27}, std::chrono::hours{8}, std::chrono::hours{11}, false)}};
  figures.promise = {"berlin-office", true, 3, {}, Percent{99'900}};
  for (sla::Targets& targets : figures.promise.targets) targets = {std::chrono::hours{2}, {}, std::chrono::hours{24}};
  figures.accepted = {finding(7, Severity::high, "TLS 1.0 on the legacy portal", "portal")};
  figures.accepted[0].owner = "Jane Roe, CISO";
  figures.accepted[0].reason = "Partner needs it until the migration in November";
  figures.accepted[0].expires_at = figures.period.to + std::chrono::days{40};
  for (int n = 0; n < 30; ++n) {
    AssetLine asset{fmt::format("192.0.2.{}", n + 1), fmt::format("srv-{:03}", n), from - std::chrono::days{200}, from + std::chrono::days{n}, {}};
    asset.open.of(n % 9 == 0 ? Severity::critical : Severity::low) = n % 3;
    figures.assets.push_back(asset);
  }
  figures.reports_made = {"executive 2025-08, revision 1", "sla 2025-08, revision 2"};
  figures.exploited = Catalogue{"2025-09-26", figures.as_of - std::chrono::days{3}};
  figures.promised = std::vector<std::string>{"Set up availability checks", "Run a first vulnerability scan"};
  return figures;
}

Figures hostile() {
  Figures figures = usual();
  figures.tenant.name = "Công ty 東京電力 \U0001F600 שלום \x1b[31mred <script>alert(1)</script> =cmd|' /C calc'!A0";
  figures.organization.name = std::string(300, 'W');
  figures.primary_analyst = "\xff\xfe not UTF-8";
  figures.worst[0].title = std::string(70'000, 'x');
  figures.worst[0].detail = std::string(70'000, 'y');
  figures.worst[1].title = "| pipes * stars _ and `ticks` ](http://x)";
  figures.tickets[0].subject = "";
  return figures;
}

Figures with_findings(std::size_t count) {
  Figures figures = usual();
  fill_findings(figures, count);
  return figures;
}

Model model(const std::string& type, const Figures& figures) { return make_model(*find_type(type), figures, frozen); }

Model usual_model(const std::string& type) { return model(type, usual(find_type(type)->months)); }

}  // namespace mssp::report::sample
