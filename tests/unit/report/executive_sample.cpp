#include "executive_sample.hpp"

#include <fmt/core.h>

namespace mssp::report::sample {

Executive empty() {
  Executive report;
  report.organisation.name = "SynOS MSSP";
  report.scope = {"Acme Corp", "Starter",           "1–30 September 2025", "September 2025",
                  "UTC",       instant(1756684800), instant(1759276800)};
  report.authorship = {"TLP:AMBER", "", "", instant(1759276800)};
  return report;
}

Executive usual() {
  Executive report = empty();
  report.organisation = {"SynOS MSSP", "soc@example.net, +1 555 0100", "head of operations, +1 555 0199"};
  report.scope.tier = "Enterprise";
  report.authorship = {"Confidential — TLP:AMBER", "SynOS MSSP", "John Doe · Ελληνικά · Кириллица · Zürich",
                       instant(1759276800)};
  report.kpis = {
      {"Posture score", "87", State::good, Change{Direction::up, State::good, "4 vs Aug"}, "target 85"},
      {"Patch compliance", "94.2 %", State::good, Change{Direction::up, State::good, "2.1 pt"}, "201 of 214"},
      {"SLA met", "97.8 %", State::warn, Change{Direction::down, State::bad, "0.6 pt"}, "44 of 45"},
      {"Open critical", "3", State::bad, Change{Direction::down, State::good, "2 fewer"}, ""},
      {"Uptime", "", State::good, {}, "no check ran"},
  };
  report.what_happened = {
      "All 214 managed devices checked in during September; 11 were offline for more than 72 hours and were retried. "
      "94.2 % of "
      "devices have every critical and high patch older than its deadline installed, above the agreed 92 % target for "
      "the second "
      "month. Three critical findings remain open, all on acme-srv-017, where the vendor has not certified the fix; a "
      "compensating firewall rule is in place until 14 October.",
      "Ninety-one tickets were opened and 96 closed. Median time to respond was 18 minutes (target 2 h) and median "
      "time to resolve "
      "5 h 40 min (target 24 h). Two tickets breached the resolution target, both waiting on third-party hardware."};
  report.what_we_did = {
      "We moved 40 workstations to the new patch window and tuned 12 noisy detection rules; false alarms fell by a "
      "third.",
      "The quarterly restore test ran on 5 of 6 servers. The sixth failed and is ticket INC-4471."};
  report.what_you_decide = {
      "Approve a maintenance window for acme-srv-017 by 10 October, or accept the risk in writing until the vendor "
      "certifies the fix."};
  report.findings = SeverityCounts{3, 21, 58, 44, 12};
  report.trend = Trend{"Patch compliance", 92.0, {}, "94.2 %"};
  const std::pair<const char*, double> months[] = {{"Oct", 81.6}, {"Nov", 83.1}, {"Dec", 84.3}, {"Jan", 86.9},
                                                   {"Feb", 86.1}, {"Mar", 88.4}, {"Apr", 89.0}, {"May", 90.7},
                                                   {"Jun", 91.3}, {"Jul", 92.4}, {"Aug", 92.1}, {"Sep", 94.2}};
  std::int64_t opened = 70;
  for (const auto& [label, value] : months) {
    report.trend->points.push_back({label, value});
    opened = (opened * 37 + 11) % 60 + 50;
    report.tickets.push_back({label, opened, opened - 4 + opened % 7});
  }
  report.baseline = {{"Windows Update", State::good, "Up to date", ""},
                     {"3rd-party apps", State::warn, "Chrome outdated on 6", "Auto-update scheduled"},
                     {"AV / EDR", State::good, "Defender active 214/214", "Signatures < 24 h on 212"},
                     {"Disk health", State::good, "OK", "0 SMART errors"},
                     {"Firewall", State::good, "Enabled", "All profiles"},
                     {"Users / local admins", State::warn, "2 extra admins", "To review with J. Smith"},
                     {"Backups", State::bad, "1 failed restore test", "Ticket INC-4471"}};
  const char* priorities[] = {"P1", "P2", "P3", "P4"};
  for (const char* clock : {"Response", "Resolution"})
    for (const char* priority : priorities)
      report.sla.push_back({clock, priority, "4h", 11, priority[1] == '2', 0, priority[1] == '3', 0,
                            priority[1] == '4' ? "" : "91.6 %", priority[1] == '2' ? State::warn : State::good});
  report.uptime = {{"Portal", "99.9%", "99.97 %", "13m", "30m", "", State::good},
                   {"VPN", "99.5%", "", "", "", "30d", State::good}};
  for (int i = 1; i <= 12; ++i)
    report.top_risks.push_back(
        {static_cast<Severity>(i / 4),
         fmt::format("OpenSSL {}: remote code execution without authentication in certificate checks", i),
         fmt::format("acme-srv-{:03}", i), i % 3 ? "J. Smith" : "", fmt::format("2025-10-{:02}", i), i < 4});
  report.coverage = {{"Assets scanned in the last 30 days", "203 of 214", State::warn, "11 were offline"},
                     {"Devices with an agent", "214 of 214", State::good, ""},
                     {"Mail accounts watched", "", State::good, "connector not set up"}};
  report.usage = {
      {"Seats", 7, 10, ""}, {"Assets", 214, {}, ""}, {"Scans this month", 8, 8, "forecast 9"}, {"Reports", 4, 5, ""}};
  report.recommendations = {
      {"Replace acme-srv-017", "Its vendor certifies fixes months late; it holds all three critical findings.",
       "J. Smith", "Q4 2025"},
      {"Remove two local administrators",
       "They are members of the group on 40 workstations and have not signed in since May.", "Acme IT", "2025-10-31"}};
  report.definitions = {{"SLA met",
                         "Clocks that stopped in time, as a share of all clocks decided in the period; excused clocks "
                         "stay counted, void ones do not."},
                        {"Patch compliance",
                         "Devices seen within 72 hours with no approved, applicable patch past its deadline and no "
                         "reboot pending past its grace."},
                        {"n/a", "No case occurred, so there is no share to give."}};
  report.data_age = {{"Vulnerability scans", "2025-09-30 22:10", "2 h", State::good},
                     {"Tickets", "2025-10-01 00:00", "0 min", State::good},
                     {"Backups", "", "", State::good}};
  return report;
}

Executive hostile() {
  Executive report = usual();
  std::string name;
  for (int i = 0; name.size() < 300; ++i) name += fmt::format("Name{} ", i);
  const std::string word(300, 'W');
  const std::string foreign =
      "東京電力 😀 \xff\xfe \x1b[31mred\x07 a\nb\tc\r\n e\xcc\x81 \xe2\x80\xae"
      "evil (paren) \\ back";
  report.title = "Monthly Executive Report";
  report.organisation = {name, word, foreign};
  report.scope.tenant = word;
  report.scope.tier = "Enterprise";
  report.authorship.prepared_by = foreign;
  report.authorship.primary_analyst = name;
  report.authorship.classification = name;
  report.kpis.push_back(
      {word, "123,456,789,012,345 findings", State::bad, Change{Direction::same, State::unknown, name}, foreign});
  report.kpis.push_back({foreign, foreign, State::warn, {}, name});
  report.kpis.push_back({"", "", State::good, {}, ""});
  report.what_happened = {name + name + name, word + " " + word, foreign, ""};
  report.what_you_decide.assign(20, name);
  report.findings = SeverityCounts{1, 0, 9'000'000'000'000'000'000, 1, 0};
  report.trend = Trend{name, 150.0, {{word, {}}, {"", -20.0}, {"gap", {}}, {"Sep", 1e9}, {"Oct", 2.0}}, name};
  report.tickets.assign(60, {"September 2025", 9'000'000'000'000, 0});
  for (int i = 0; i < 500; ++i)
    report.top_risks.push_back(
        {Severity::high, i % 50 == 0 ? name + word : fmt::format("Risk {} {}", i, i % 7 == 0 ? foreign : "plain"),
         i % 9 == 0 ? word : "host", "owner", "2025-10-01", i % 5 == 0});
  report.usage = {{name, 9'000'000'000'000'000'000, 0, foreign}, {word, 5, 0, ""}, {"Negative", -5, -3, ""}};
  report.sla.push_back({name, word, foreign, 9'000'000'000'000'000'000, -1, 1, 1, 1, word, State::good});
  report.definitions.push_back({word, name + name + name + name + name + name});
  report.authorship.at = instant(0);
  return report;
}

}  // namespace mssp::report::sample
