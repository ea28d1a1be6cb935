#include <catch2/catch.hpp>

#include "mail/outbox_store.hpp"
#include "render/json.hpp"
#include "report/executive.hpp"
#include "report/executive_json.hpp"
#include "report/figures.hpp"
#include "report/revision_store.hpp"
#include "report/schedule_store.hpp"
#include "support/engine.hpp"
#include "ticket/ticket_store.hpp"

using namespace mssp;

namespace {

const Instant start = *parse_instant("2025-09-15T10:00:00Z", Zone::utc());

struct Provider {
  std::unique_ptr<db::Connection> store = test::fresh_store();
  report::Sources sources{{}, config::built_in_tiers(), sla::Calendars({})};
  tenant::Tenant acme;

  Provider() {
    acme.slug = "acme";
    acme.name = "Acme";
    acme.tier = "starter";
    acme.seats = 2;
    acme.created_at = start;
    tenant::insert(*store, {acme});
    acme = tenant::get(*store, "acme");
  }

  void ticket(Instant opened, std::optional<Instant> resolved) {
    ticket::Ticket made{.tenant_id = acme.id, .tenant = "acme", .subject = "x", .opened_at = opened, .changed_at = opened};
    const sla::Event event{opened, sla::EventKind::opened, sla::Actor::customer, true, made.priority, 0, {}};
    const ticket::Promises promises{{{acme.id, {}}}, sources.calendars};
    std::vector<ticket::Entry> entries{{event, "t", "", ""}};
    if (resolved) {
      const sla::Event end{*resolved, sla::EventKind::resolved, sla::Actor::agent, true};
      made = ticket::with(made, end);
      entries.push_back({end, "t", "", ""});
    }
    ticket::record(*store, {{made, entries}}, promises);
  }

  report::Figures figures(Month month, Instant now) { return report::figures(*store, acme, month, sources, now); }
};

}  // namespace

TEST_CASE("a report tells of tickets that were met and missed, and of nothing it does not know") {
  Provider provider;
  provider.ticket(start, start + Seconds{60});                // both clocks met
  provider.ticket(start, start + std::chrono::hours{100});    // both missed: P3 has 4 h and 24 h
  const report::Figures figures = provider.figures({2025, 9}, start + std::chrono::days{10});
  CHECK(figures.months.back().opened == 2);
  CHECK(figures.months.back().resolved == 2);
  CHECK(figures.months.back().met == 2);
  CHECK(figures.months.back().decided == 4);
  const report::Executive report = report::executive(figures, start);
  CHECK(report.kpis[0].value == "50.0 %");
  CHECK(report.kpis[0].state == report::State::bad);
  CHECK(report.kpis[1].value.empty());  // never scanned: not 0 critical findings
  CHECK(report.kpis[1].state == report::State::unknown);
  CHECK_FALSE(report.findings);
  CHECK(report.kpis[4].value.empty());  // no uptime check ran
}

TEST_CASE("figures take as many statements for many tickets as for one") {
  Provider provider;
  provider.ticket(start, {});
  const std::size_t before = provider.store->statements();
  provider.figures({2025, 9}, start);
  const std::size_t one = provider.store->statements() - before;
  for (int i = 0; i < 300; ++i) provider.ticket(start, start + Seconds{i});
  const std::size_t again = provider.store->statements();
  provider.figures({2025, 9}, start + std::chrono::days{1});
  CHECK(provider.store->statements() - again == one);
}

TEST_CASE("a month that has not begun has no report") {
  Provider provider;
  CHECK_THROWS_AS(provider.figures({2025, 10}, start), Error);
}

TEST_CASE("the same figures are the same revision, and are mailed once") {
  Provider provider;
  const auto make = [&](Instant now) {
    const std::string model = render::json_line(report::executive_json(report::executive(provider.figures({2025, 8}, now), now)));
    return report::keep(*provider.store, provider.acme.id, "acme", "executive", {2025, 8}, model, now);
  };
  const report::Revision first = make(start);
  const report::Revision second = make(start + std::chrono::hours{5});
  CHECK(first.is_new);
  CHECK_FALSE(second.is_new);
  CHECK(second.id == first.id);
  CHECK(second.frozen_at == first.frozen_at);
  provider.ticket(*parse_instant("2025-08-20", Zone::utc()), {});
  const report::Revision third = make(start + std::chrono::hours{6});
  CHECK(third.number == 2);
  CHECK(third.file_name("pdf") == "acme_executive_2025-08_r2.pdf");

  const mail::Message mail{.tenant_id = provider.acme.id, .kind = "report", .about = first.topic(), .recipient = "ceo@acme.example",
                           .subject = "s", .text = "t", .attachments = {{"a.pdf", ""}}, .report_id = first.id};
  CHECK(mail::queue(*provider.store, mail, "host", start).is_new);
  CHECK_FALSE(mail::queue(*provider.store, mail, "host", start).is_new);
  CHECK(mail::list(*provider.store, {"acme", {}}).size() == 1);
}

TEST_CASE("a schedule is due on its day in the tenant's zone, and once") {
  const Zone berlin = *Zone::named("Europe/Berlin");
  const auto at = [&](const char* text) { return *parse_instant(text, berlin); };
  report::Schedule schedule;
  schedule.target = "all";
  schedule.day = 31;
  schedule.created_at = at("2025-01-15");
  CHECK_FALSE(schedule.latest_due(berlin, at("2025-01-31 05:59")));
  CHECK(schedule.latest_due(berlin, at("2025-01-31 06:00")) == at("2025-01-31 06:00"));
  CHECK(schedule.latest_due(berlin, at("2025-02-27 12:00")) == at("2025-01-31 06:00"));
  CHECK(schedule.latest_due(berlin, at("2025-02-28 06:00")) == at("2025-02-28 06:00"));
  CHECK(schedule.latest_due(berlin, at("2025-12-01")) == at("2025-11-30 06:00"));
  CHECK(report::Schedule::month_reported(at("2025-10-01 06:00"), berlin) == Month{2025, 9});

  Provider provider;
  report::put(*provider.store, schedule);
  const report::Schedule kept = *report::find(*provider.store, "all", "executive-summary");
  const report::Occurrence due{kept.id, provider.acme.id, start};
  CHECK(report::unclaimed(*provider.store, {due}).size() == 1);
  report::record(*provider.store, {{due, false, ""}}, start);
  CHECK(report::unclaimed(*provider.store, {due}).empty());
  CHECK_THROWS_AS(report::record(*provider.store, {{due, false, ""}}, start), db::Violation);
}
