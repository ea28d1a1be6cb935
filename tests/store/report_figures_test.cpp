// Every figure of an executive report computed a second time, by SQL of this test's own, from the rows alone.
#include <catch2/catch.hpp>

#include <map>

#include "report/report_types.hpp"
#include "monitor/outage_store.hpp"
#include "monitor/service_store.hpp"
#include "report/sections.hpp"
#include "sla/policy_store.hpp"
#include "support/engine.hpp"
#include "ticket/ticket_store.hpp"

using namespace mssp;

namespace {

const Instant from = *parse_instant("2025-09-01", Zone::utc());
const Instant to = *parse_instant("2025-10-01", Zone::utc());

// A store with a year of tickets, scans and findings, the same on every run.
struct Year {
  std::unique_ptr<db::Connection> store = test::fresh_store();
  tenant::Tenant acme;
  std::uint64_t state = 2025;
  std::vector<ticket::Change> tickets;

  std::int64_t random(std::int64_t below) {
    state = state * 6364136223846793005U + 1442695040888963407U;  // Knuth's MMIX generator; its upper bits are the good ones
    return static_cast<std::int64_t>(state >> 33U) % below;
  }

  Year() {
    acme.slug = "acme";
    acme.name = "Acme";
    acme.tier = "starter";
    acme.seats = 7;
    acme.created_at = from - std::chrono::days{400};
    tenant::insert(*store, {acme});
    acme = tenant::get(*store, "acme");
    for (int i = 0; i < 150; ++i) add_ticket();
    ticket::record(*store, tickets, {{{acme.id, {}}}, sla::Calendars({})});
    store->run("INSERT INTO scan (tenant_id, number, scanner, sha256, arguments, started_at, finished_at, imported_at, complete, doubt, hosts,"
               " reported, created, untouched, reopened, fixed, skipped)"
               " VALUES ($1, 1, 'nmap', 'x', '', NULL, $2, $2, 1, '', 9, 1, 1, 0, 0, 0, 0)",
               {acme.id, epoch(from + std::chrono::days{11})});
    store->run("INSERT INTO scan (tenant_id, number, scanner, sha256, arguments, started_at, finished_at, imported_at, complete, doubt, hosts,"
               " reported, created, untouched, reopened, fixed, skipped)"
               " VALUES ($1, 2, 'nmap', 'y', '', NULL, $2, $2, 1, '', 9, 1, 1, 0, 0, 0, 0)",
               {acme.id, epoch(from - std::chrono::days{60})});
    for (int i = 0; i < 9; ++i) {
      store->run("INSERT INTO asset (tenant_id, address, hostname, first_seen, last_seen) VALUES ($1, $2, '', $3, $4)",
                 {acme.id, "192.0.2." + std::to_string(i), epoch(from - std::chrono::days{90}), epoch(to - std::chrono::days{random(60)})});
    }
    for (int i = 0; i < 200; ++i) add_finding(i);
  }

  void add_ticket() {
    const Instant opened = from - std::chrono::days{350} + Seconds{random(380 * 86400)};
    ticket::Ticket made{.tenant_id = acme.id, .tenant = "acme", .subject = "x", .opened_at = opened, .changed_at = opened};
    std::vector<ticket::Entry> entries{{{opened, sla::EventKind::opened, sla::Actor::customer, true, made.priority, 0, {}}, "t", "", ""}};
    if (random(5) != 0) {
      const sla::Event end{opened + Seconds{random(60 * 3600)}, sla::EventKind::resolved, sla::Actor::agent, true};
      made = ticket::with(made, end);
      entries.push_back({end, "t", "", ""});
      if (random(9) == 0) {
        const sla::Event out{end.at + Seconds{60}, sla::EventKind::voided, sla::Actor::agent, false, {}, {}, sla::ClockName{sla::ClockKind::response, 1}};
        made = ticket::with(made, out);
        entries.push_back({out, "t", "the customer's test", "boss"});
      }
    }
    tickets.push_back({made, entries});
  }

  void add_finding(int i) {
    const char* severities[] = {"critical", "high", "medium", "low", "info"};
    const char* states[] = {"open", "open", "fixed", "accepted", "false-positive"};
    const std::string kept = states[random(5)];
    const Instant seen = from - std::chrono::days{300} + Seconds{random(330 * 86400)};
    const db::Value fixed = kept == "fixed" ? db::Value(epoch(seen + Seconds{random(90 * 86400)})) : db::Value(nullptr);
    const db::Value due = random(6) == 0 ? db::Value(nullptr) : db::Value(epoch(seen + std::chrono::days{random(120)}));
    store->run("INSERT INTO finding (tenant_id, identity, handle, asset_id, port, protocol, scanner, source, rule, component, title, detail,"
               " severity, scanner_severity, cvss, cves, state, first_seen, last_seen, due_at, fixed_at, reopened, owner, reason, expires_at)"
               " VALUES ($1, $2, $2, (SELECT min(asset_id) FROM asset), NULL, '', 'nmap', 'nmap', 'r', '', 't', '', $3, '', NULL, '', $4, $5, $5,"
               " $6, $7, 0, '', '', NULL)",
               {acme.id, "F-" + std::to_string(i), std::string(severities[random(5)]), kept, epoch(seen), due, fixed});
  }

  // What was promised, as the built-in policy promises it, with an uptime; a service with two outages, one of them at the
  // turn of the month, and agreed maintenance.
  void watch() {
    sla::Policy policy = sla::policy_at(sla::Versions{}, from);
    policy.version = 1;
    policy.effective_from = from - std::chrono::days{500};
    policy.uptime = Percent{99'900};
    sla::insert(*store, {{acme.id, policy}});
    monitor::Service service{.tenant_id = acme.id, .tenant = "acme", .name = "vpn", .url = {}, .watched_from = from - std::chrono::days{200}, .removed_at = {}, .checked_at = {}};
    monitor::insert(*store, service);
    service.id = one("SELECT service_id FROM service WHERE name = 'vpn'");
    const auto outage = [&](Instant begin, Instant end) { monitor::keep(*store, {{service, {begin, end, "x"}}}, to); };
    outage(from - Seconds{600}, from + Seconds{900});
    outage(from + std::chrono::days{9}, from + std::chrono::days{9} + Seconds{3000});
    monitor::insert(*store, monitor::RecordedMaintenance{service, {from + std::chrono::days{9}, from + std::chrono::days{9} + Seconds{1200}, from - std::chrono::days{9}, "m"}}, to);
  }

  std::int64_t one(const std::string& sql, db::Values values = {}) { return store->run(sql, values).front().integer(0); }
};

}  // namespace

TEST_CASE("every figure of an executive report comes out the same when it is counted again") {
  Year year;
  const report::Sources sources{{}, config::built_in_tiers(), sla::Calendars({})};
  const report::Type& type = *report::find_type("executive");
  const report::Figures figures = report::figures(*year.store, year.acme, {{2025, 9}, 1}, type.wanted, sources, to + std::chrono::days{3});
  const report::Model model = report::make_model(type, figures, to);
  std::map<std::string, report::Kpi> cards;
  for (const report::Kpi& card : std::get<report::Kpis>(model.sections.front().blocks.front()).cards) cards[card.label] = card;

  // The built-in policy: a ticket of P3 is answered within 4 hours and resolved within 24, every hour counting.
  const std::string ended = "(SELECT min(at) FROM ticket_event e WHERE e.ticket_id = t.ticket_id AND e.kind = 'resolved')";
  const auto clocks = [&](const std::string& what, std::int64_t target, const std::string& left_out = "NOT EXISTS") {
    const std::string due = "t.opened_at + " + std::to_string(target);
    const std::string kept = ended + " IS NOT NULL AND " + ended + " <= " + due;
    const std::string decided = "CASE WHEN " + kept + " THEN " + ended + " ELSE " + due + " END";
    const std::string clock = target == 4 * 3600 ? "response" : "resolution";
    return year.one("SELECT count(*) FROM ticket t WHERE " + left_out + " (SELECT 1 FROM ticket_event v WHERE v.ticket_id = t.ticket_id"
                    " AND v.kind = 'voided' AND v.clock = '" + clock + "') AND " + (what == "met" ? kept + " AND " : "") + decided + " >= $1 AND " + decided + " < $2",
                    {epoch(from), epoch(to)});
  };
  // Due since `since`, and not ended at the end of the period.
  const auto overdue_at_end = [&](std::int64_t target, std::int64_t since) {
    const std::string due = "t.opened_at + " + std::to_string(target);
    return year.one("SELECT count(*) FROM ticket t WHERE (" + ended + " IS NULL OR " + ended + " >= $1) AND " + due + " < $1 AND " + due + " >= $2", {epoch(to), since});
  };
  const std::int64_t met = clocks("met", 4 * 3600) + clocks("met", 24 * 3600);
  const std::int64_t decided = clocks("", 4 * 3600) + clocks("", 24 * 3600);
  REQUIRE(decided > 10);
  REQUIRE(met < decided);
  const std::int64_t tenths = met * 1000 / decided;
  CHECK(cards["SLA met"].value == std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %");
  CHECK(figures.met() == met);
  CHECK(figures.decided() == decided);
  CHECK(cards["SLA met"].note == std::to_string(met) + " of " + std::to_string(decided));
  CHECK(cards["SLA met"].target == "95 %");

  // Clock by clock, with what is excluded: the rows of the table of service levels.
  const std::int64_t left_out = clocks("", 4 * 3600, "EXISTS");
  REQUIRE(left_out > 0);
  REQUIRE(figures.clocks.size() == 2);
  for (const sla::ClockRow& row : figures.clocks) {
    const std::int64_t target = row.kind == sla::ClockKind::response ? 4 * 3600 : 24 * 3600;
    CHECK(row.target == Seconds{target});
    CHECK(row.met == clocks("met", target));
    CHECK(row.missed == clocks("", target) - clocks("met", target));
    CHECK(row.voided == (row.kind == sla::ClockKind::response ? left_out : 0));
    CHECK(row.open_breached == overdue_at_end(target, epoch(from)));
  }

  const std::string open = "(state = 'open' OR (state = 'fixed' AND fixed_at >= $1)) AND first_seen < $1";
  const std::int64_t critical = year.one("SELECT count(*) FROM finding WHERE severity = 'critical' AND " + open, {epoch(to)});
  const std::int64_t all = year.one("SELECT count(*) FROM finding WHERE " + open, {epoch(to)});
  const std::int64_t overdue = year.one("SELECT count(*) FROM finding WHERE due_at < $1 AND " + open, {epoch(to)});
  const std::int64_t before = year.one("SELECT count(*) FROM finding WHERE severity = 'critical' AND " + open, {epoch(from)});
  REQUIRE(critical > 0);
  REQUIRE(overdue > 0);
  CHECK(cards["Open critical"].value == std::to_string(critical));
  CHECK(cards["Open critical"].change->text == (critical == before ? "as in Aug" : std::to_string(std::abs(critical - before)) + " vs Aug"));
  CHECK(cards["Open critical"].age == "19 days");
  CHECK(cards["Open critical"].months.back() == critical);
  CHECK(cards["Open critical"].months[cards["Open critical"].months.size() - 2] == before);
  CHECK(report::shared::overdue_kpi(figures).value == std::to_string(overdue));
  CHECK(figures.findings.overdue == overdue);
  for (const report::Severity severity : finding::severities) {  // the slices of the ring
    CHECK(figures.findings.open.of(severity) ==
          year.one("SELECT count(*) FROM finding WHERE severity = $2 AND " + open, {epoch(to), std::string(finding::name(severity))}));
  }
  CHECK(figures.findings.open.total() == all);
  CHECK(figures.findings.appeared == year.one("SELECT count(*) FROM finding WHERE first_seen >= $1 AND first_seen < $2", {epoch(from), epoch(to)}));
  CHECK(figures.findings.fixed == year.one("SELECT count(*) FROM finding WHERE fixed_at >= $1 AND fixed_at < $2", {epoch(from), epoch(to)}));

  // Twelve months of tickets.
  for (std::size_t i = 0; i < figures.months.size(); ++i) {
    const Period month = period_of(plus_months({2025, 9}, static_cast<int>(i) - 11), Zone::utc());
    const db::Values bounds{epoch(month.from), epoch(month.to)};
    CHECK(figures.months[i].opened == year.one("SELECT count(*) FROM ticket WHERE opened_at >= $1 AND opened_at < $2", bounds));
    CHECK(figures.months[i].resolved == year.one("SELECT count(*) FROM ticket_event WHERE kind = 'resolved' AND at >= $1 AND at < $2", bounds));
    if (figures.months[i].overdue) {
      CHECK(*figures.months[i].overdue == year.one("SELECT count(*) FROM finding WHERE due_at < $1 AND " + open, {epoch(std::min(month.to, to))}));
    }
    CHECK(figures.months[i].open_findings.value_or(0) == year.one("SELECT count(*) FROM finding WHERE " + open, {epoch(std::min(month.to, to))}));
  }
  CHECK(cards["Incidents"].value == std::to_string(figures.months.back().opened));
  const std::int64_t late = overdue_at_end(4 * 3600, 0) + overdue_at_end(24 * 3600, 0);
  CHECK(cards["Incidents"].note == std::to_string(figures.months.back().resolved) + " resolved, " + std::to_string(late) + " late");

  // Posture: of 100 for findings in time with weight 20, and for clocks met with weight 10.
  const std::int64_t posture = ((all - overdue) * 100 / all * 20 + met * 100 / decided * 10) / 30;
  CHECK(cards["Posture"].value == std::to_string(posture));
  CHECK(cards["Posture"].note == "2 of 6 components");
  CHECK(cards["Posture"].months.back() == posture);

  CHECK(figures.scans.in_period == 1);
  CHECK(figures.scans.assets == 9);
  CHECK(figures.scans.assets_seen == year.one("SELECT count(*) FROM asset WHERE last_seen >= $1", {epoch(to - std::chrono::days{30})}));
  CHECK(figures.usage.scans == 1);
  CHECK(figures.usage.assets == 9);
  CHECK(cards["Uptime"].value.empty());
  CHECK(cards["Patch compliance"].value.empty());

  // The ten worst: as many critical ones as there are, in the order of their due dates.
  REQUIRE(figures.worst.size() == 10);
  CHECK(std::count_if(figures.worst.begin(), figures.worst.end(), [](const auto& each) { return each.severity == report::Severity::critical; }) ==
        std::min<std::int64_t>(critical, 10));
}

TEST_CASE("uptime of an executive report is the time of the month less what is recorded, and unknown where nobody looked") {
  Year year;
  year.watch();
  const report::Sources sources{{}, config::built_in_tiers(), sla::Calendars({})};
  const auto card = [&](Month month) {
    const auto figures = report::figures(*year.store, year.acme, {month, 1}, {}, sources, to + std::chrono::days{3});
    return report::shared::uptime_kpi(figures);
  };
  const std::int64_t maintenance = year.one("SELECT cast(sum(to_at - from_at) AS BIGINT) FROM maintenance");
  // Each outage cut to the month; the second one covers the maintenance, which is no downtime.
  const std::int64_t down = 900 + 3000 - maintenance;
  const std::int64_t promised = epoch(to) - epoch(from) - maintenance;
  const std::int64_t share = (promised - down) * 10'000 / promised;
  const report::Kpi september = card({2025, 9});
  CHECK(september.value == std::to_string(share / 100) + "." + (share % 100 < 10 ? "0" : "") + std::to_string(share % 100) + " %");
  CHECK(september.target == "99.9 %");
  CHECK(september.state == report::Tone::bad);  // 99.89 %
  REQUIRE(september.change);
  const std::int64_t august = std::int64_t{31 * 86400 - 600} * 10'000 / (31 * 86400);
  CHECK(september.change->text == "0.0" + std::to_string(august - share) + " pt vs Aug");
  CHECK(card({2025, 1}).value.empty());  // before the service was watched
  CHECK(card({2025, 1}).state == report::Tone::unknown);
}

TEST_CASE("what rests on a scan that is too old is unknown, and says why") {
  Year year;
  const report::Sources sources{{}, config::built_in_tiers(), sla::Calendars({})};
  const report::Type& type = *report::find_type("executive");
  const auto report_of = [&](Month month) {
    return report::make_model(type, report::figures(*year.store, year.acme, {month, 1}, type.wanted, sources, to + std::chrono::days{200}), to);
  };
  const auto cards_of = [](const report::Model& model) {
    std::map<std::string, report::Kpi> cards;
    for (const report::Kpi& card : std::get<report::Kpis>(model.sections.front().blocks.front()).cards) cards[card.label] = card;
    return cards;
  };
  // The last scan was on 12 September: at the end of September it is 19 days old, at the end of October 50.
  CHECK_FALSE(cards_of(report_of({2025, 9}))["Open critical"].value.empty());
  const report::Model stale = report_of({2025, 10});
  auto cards = cards_of(stale);
  CHECK(cards["Open critical"].value.empty());
  CHECK(cards["Open critical"].state == report::Tone::unknown);
  CHECK(cards["Open critical"].note == "last scan was 50 days ago");
  // The component counts as 0 in the posture and is not left out.
  const std::int64_t met = year.one("SELECT count(*) FROM ticket_clock WHERE verdict = 'met' AND decided_at >= $1 AND decided_at < $2", {epoch(to), epoch(to + std::chrono::days{31})});
  const std::int64_t missed = year.one("SELECT count(*) FROM ticket_clock WHERE ((verdict = 'missed' AND decided_at >= $1 AND decided_at < $2)"
                                       " OR (verdict = 'open' AND due_at >= $1 AND due_at < $2))", {epoch(to), epoch(to + std::chrono::days{31})});
  const std::string expected = met + missed == 0 ? "" : std::to_string(met * 100 / (met + missed) * 10 / 30);
  CHECK(cards["Posture"].value == expected);
  std::string text;
  for (const report::Section& section : stale.sections) {
    for (const report::Block& block : section.blocks) {
      if (const auto* paragraph = std::get_if<report::Paragraph>(&block)) text += paragraph->text + "\n";
    }
  }
  CHECK(text.find("UNKNOWN which weaknesses are open: the last scan was 50 days ago.") != std::string::npos);
}

TEST_CASE("findings in the catalogue of known exploited vulnerabilities are counted once it is there, and not before") {
  Year year;
  const report::Sources sources{{}, config::built_in_tiers(), sla::Calendars({})};
  const report::Type& type = *report::find_type("vulnerability");
  const auto exploited = [&] {
    const auto figures = report::figures(*year.store, year.acme, {{2025, 9}, 1}, type.wanted, sources, to + std::chrono::days{3});
    const report::Model model = report::make_model(type, figures, to);
    for (const report::Kpi& card : std::get<report::Kpis>(model.sections.front().blocks.front()).cards) {
      if (card.label == "Known exploited") return card;
    }
    return report::Kpi{};
  };
  CHECK(exploited().note == "no catalogue");
  year.store->run("UPDATE finding SET cves = 'CVE-2024-0001 CVE-2024-0002' WHERE severity = 'high'");
  year.store->run("INSERT INTO feed (name, released, imported_at) VALUES ('kev', '2025-09-29', $1)", {epoch(to)});
  CHECK(exploited().value == "0");
  CHECK(exploited().state == report::Tone::good);
  year.store->run("INSERT INTO known_exploited (cve, added_on, ransomware) VALUES ('CVE-2024-0002', '2024-02-01', 0)");
  const std::int64_t count = year.one("SELECT count(*) FROM finding WHERE severity = 'high' AND (state = 'open' OR (state = 'fixed' AND fixed_at >= $1)) AND first_seen < $1", {epoch(to)});
  REQUIRE(count > 0);
  CHECK(exploited().value == std::to_string(count));
  CHECK(exploited().state == report::Tone::bad);
}
