#include <catch2/catch.hpp>

#include "mail/outbox_store.hpp"
#include "report/brand_store.hpp"
#include "report/figures.hpp"
#include "report/model_json.hpp"
#include "report/produce.hpp"
#include "report/report_types.hpp"
#include "report/revision_store.hpp"
#include "report/schedule_store.hpp"
#include "render/json.hpp"
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

  report::Figures figures(Month month, Instant now, const report::Wanted& wanted = {}) {
    return report::figures(*store, acme, {month, 1}, wanted, sources, now);
  }
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
  const report::Model report = report::make_model(*report::find_type("executive"), figures, start);
  const auto& cards = std::get<report::Kpis>(report.sections.front().blocks.front()).cards;
  CHECK(cards[2].label == "SLA met");
  CHECK(cards[2].value == "50.0 %");
  CHECK(cards[2].state == report::Tone::bad);
  CHECK(cards[3].value.empty());  // never scanned: not 0 critical findings
  CHECK(cards[3].state == report::Tone::unknown);
  CHECK(cards[5].value.empty());  // no uptime check ran
}

TEST_CASE("clocks that are late or nearly so are told of by number") {
  Provider provider;
  provider.ticket(start, std::nullopt);                              // response and resolution are both overdue
  provider.ticket(start + std::chrono::hours{40}, std::nullopt);     // of this one too, but later
  const report::Figures figures = provider.figures({2025, 9}, start + std::chrono::days{10});
  REQUIRE(figures.attention.size() == 4);
  for (const report::LateClock& late : figures.attention) CHECK(late.clock.state == sla::ClockState::open_breached);
  CHECK(figures.attention.front().number == 1);
  CHECK(figures.attention.front().clock.kind == sla::ClockKind::response);
  const report::Model model = report::make_model(*report::find_type("sla"), figures, start);
  const auto section = std::find_if(model.sections.begin(), model.sections.end(), [](const auto& each) { return each.id == "at-risk"; });
  REQUIRE(section != model.sections.end());
  CHECK(std::get<report::Table>(section->blocks.front()).rows.size() == 4);
}

TEST_CASE("figures take as many statements for many tickets as for one") {
  Provider provider;
  provider.ticket(start, {});
  const report::Wanted all{.tickets = true, .findings = true, .assets = true, .promises_of = "executive"};
  const std::size_t before = provider.store->statements();
  provider.figures({2025, 9}, start, all);
  const std::size_t one = provider.store->statements() - before;
  for (int i = 0; i < 300; ++i) provider.ticket(start, start + Seconds{i});
  const std::size_t again = provider.store->statements();
  provider.figures({2025, 9}, start + std::chrono::days{1}, all);
  CHECK(provider.store->statements() - again == one);
}

TEST_CASE("a month that has not begun has no report") {
  Provider provider;
  CHECK_THROWS_AS(provider.figures({2025, 10}, start), Error);
}

TEST_CASE("the same figures are the same revision, a correction lists what it changes, and both are mailed once") {
  Provider provider;
  const report::Type& type = *report::find_type("executive");
  report::Model model;
  const auto make = [&](Instant now) {
    model = report::make_model(type, provider.figures({2025, 8}, now), now);
    report::Kept kept = report::revision_for(*provider.store, provider.acme.id, "acme", "2025-08", model, "executive", now);
    if (kept.revision.is_new) report::insert(*provider.store, kept);
    return kept.revision;
  };
  const report::Revision first = make(start);
  const report::Revision second = make(start + std::chrono::hours{5});
  CHECK(first.is_new);
  CHECK_FALSE(second.is_new);
  CHECK(second.id == first.id);
  CHECK(second.frozen_at == first.frozen_at);
  CHECK(model.authorship.at == first.frozen_at);
  provider.ticket(*parse_instant("2025-08-20", Zone::utc()), {});
  const report::Revision third = make(start + std::chrono::hours{6});
  CHECK(third.number == 2);
  CHECK(third.file_name("pdf") == "acme_executive_2025-08_r2.pdf");
  CHECK_FALSE(model.changes.empty());
  CHECK(model.sections[1].id == "changes");
  CHECK_FALSE(make(start + std::chrono::hours{7}).is_new);  // the list of changes is no change

  CHECK(report::get(*provider.store, "acme/executive/2025-08").revision.number == 2);
  CHECK(report::get(*provider.store, "acme/executive/2025-08/1").revision.sha256 == first.sha256);
  CHECK_THROWS_AS(report::get(*provider.store, "acme/executive/2025-08/3"), Error);
  CHECK_THROWS_AS(report::get(*provider.store, "acme"), Error);

  const mail::Message mail{.tenant_id = provider.acme.id, .kind = "report", .about = first.topic(), .recipient = "ceo@acme.example",
                           .subject = "s", .text = "t", .attachments = {{"a.pdf", ""}}, .report_id = first.id};
  CHECK(mail::queue(*provider.store, mail, "host", start).is_new);
  CHECK_FALSE(mail::queue(*provider.store, mail, "host", start).is_new);
  CHECK(mail::list(*provider.store, {"acme", {}}).size() == 1);
}

TEST_CASE("a quarter tells of three months, and of what the quarter before promised") {
  Provider provider;
  provider.ticket(*parse_instant("2025-07-20", Zone::utc()), {});
  provider.ticket(*parse_instant("2025-09-02", Zone::utc()), {});
  const report::Type& type = *report::find_type("quarterly");
  const report::Span span = report::span_with({2025, 9}, 3);
  report::Figures figures = report::figures(*provider.store, provider.acme, span, type.wanted, provider.sources, start);
  CHECK(figures.tickets.size() == 2);
  CHECK(figures.decided() == 4);  // both clocks of both tickets are long due
  CHECK_FALSE(figures.promised);

  report::Model before = report::make_model(type, figures, start);
  report::Kept kept = report::revision_for(*provider.store, provider.acme.id, "acme", span.before().name(), before, "quarterly", start);
  report::insert(*provider.store, kept);
  figures = report::figures(*provider.store, provider.acme, span, type.wanted, provider.sources, start);
  REQUIRE(figures.promised);
  CHECK(std::find(figures.promised->begin(), figures.promised->end(), "Run a first vulnerability scan") != figures.promised->end());
}

TEST_CASE("one report that cannot be made leaves nothing and does not stop the others") {
  Provider provider;
  report::Workshop shop{.sources = provider.sources, .folder = "/nonexistent", .mail_host = "host", .keep_files = false, .program = "/nonexistent/x"};
  const report::Template form = report::built_in_template(*report::find_type("executive"));
  const report::Order good{provider.acme, {{2025, 8}, 1}, form, {"json", "html"}, {"ceo@acme.example"}};
  report::Order bad = good;
  bad.span.first = {2030, 1};
  std::vector<bool> told;
  shop.progress = [&](std::size_t done, std::size_t of, const report::Order&, const report::Outcome& outcome) {
    told.push_back(outcome.produced.has_value());
    CHECK(done == told.size());
    CHECK(of == 3);
  };
  const auto outcomes = report::produce(*provider.store, shop, {good, bad, good}, start);
  REQUIRE(outcomes.size() == 3);
  CHECK(outcomes[0].produced);
  CHECK(outcomes[1].failure);
  CHECK(outcomes[2].produced);
  CHECK(told == std::vector{true, false, true});
  shop.progress = {};
  CHECK(report::list(*provider.store, {}).size() == 1);
  CHECK(report::files(*provider.store, {}).size() == 2);

  // A folder that cannot be made: the report is not kept and not queued.
  report::Workshop nowhere = shop;
  nowhere.keep_files = true;
  nowhere.folder = "/dev/null/reports";
  report::Order next = good;
  next.span.first = {2025, 7};
  CHECK(report::produce(*provider.store, nowhere, {next}, start).front().failure);
  CHECK(report::list(*provider.store, {}).size() == 1);
  CHECK(mail::list(*provider.store, {"acme", {}}).size() == 1);
}

TEST_CASE("a drill keeps no report, and mails each one to whoever asked, marked, as often as it is asked for") {
  Provider provider;
  report::Workshop shop{.sources = provider.sources, .folder = "/nonexistent", .mail_host = "host", .keep_files = false,
                        .program = "/nonexistent/x", .drill_to = "me@provider.example"};
  const report::Template form = report::built_in_template(*report::find_type("executive"));
  const std::vector<report::Order> orders{{provider.acme, {{2025, 8}, 1}, form, {"json"}, {"ceo@acme.example", "it@acme.example"}}};
  for (const Instant at : {start, start + Seconds{1}}) {
    const auto outcomes = report::produce(*provider.store, shop, orders, at);
    REQUIRE(outcomes.front().produced);
    CHECK(outcomes.front().produced->instead_of.size() == 2);
    CHECK(outcomes.front().produced->files.front() == "/nonexistent/_drill/" + std::to_string(epoch(at)) + "/acme/acme_executive_2025-08.json");
  }
  CHECK(report::list(*provider.store, {}).empty());
  CHECK(report::files(*provider.store, {}).empty());
  CHECK(report::history(*provider.store, {}).empty());
  const auto mails = mail::list(*provider.store, {"acme", {}});
  REQUIRE(mails.size() == 2);
  for (const mail::Mail& each : mails) {
    CHECK(each.recipient == "me@provider.example");
    CHECK(each.kind == "drill");
    CHECK(each.subject == "Drill: Monthly Executive Report August 2025 for Acme");
    CHECK(each.text.find("ceo@acme.example, it@acme.example") != std::string::npos);
  }
  // The real run afterwards is the first.
  shop.drill_to.clear();
  const auto real = report::produce(*provider.store, shop, orders, start + Seconds{2});
  CHECK(real.front().produced->revision.number == 1);
  CHECK(real.front().produced->mail.size() == 2);
}

TEST_CASE("a tenant's look is kept, and every logo a report was made with") {
  Provider provider;
  CHECK_FALSE(report::brand(*provider.store, provider.acme.id).colour);
  report::insert_logo(*provider.store, provider.acme.id, "aa", std::string("\x89PNG\0x", 6));
  report::insert_logo(*provider.store, provider.acme.id, "aa", "again");
  report::put(*provider.store, provider.acme.id, {0x123456, "aa"}, start);
  report::put(*provider.store, provider.acme.id, {0xabcdef, ""}, start);
  CHECK(report::brand(*provider.store, provider.acme.id).colour == 0xabcdef);
  CHECK(report::logo(*provider.store, provider.acme.id, "aa") == std::string("\x89PNG\0x", 6));
  CHECK(report::logo(*provider.store, provider.acme.id, "").empty());
  CHECK_THROWS_AS(report::logo(*provider.store, provider.acme.id, "bb"), Error);
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
  CHECK(schedule.span_reported(at("2025-10-01 06:00"), berlin) == report::Span{{2025, 9}, 1});

  report::Schedule quarters = schedule;
  quarters.months = 3;
  quarters.day = 5;
  CHECK(quarters.latest_due(berlin, at("2025-06-30")) == at("2025-04-05 06:00"));
  CHECK(quarters.next_due(berlin, at("2025-06-30")) == at("2025-07-05 06:00"));
  CHECK(quarters.span_reported(at("2026-01-05 06:00"), berlin).name() == "2025-Q4");

  Provider provider;
  report::put(*provider.store, schedule);
  const report::Schedule kept = *report::find(*provider.store, "all", "executive-summary");
  const report::Occurrence due{kept.id, provider.acme.id, start};
  CHECK(report::unclaimed(*provider.store, {due}).size() == 1);
  report::record(*provider.store, {{due, false, ""}}, start);
  CHECK(report::unclaimed(*provider.store, {due}).empty());
  CHECK_THROWS_AS(report::record(*provider.store, {{due, false, ""}}, start), db::Violation);
  CHECK(report::history(*provider.store, "acme").size() == 1);
  CHECK(report::history(*provider.store, "other").empty());
  report::Schedule paused = kept;
  paused.paused = true;
  paused.months = 3;
  paused.roles = {"admin", "viewer"};
  report::put(*provider.store, paused);
  CHECK(render::json_line(report::describe(*report::find(*provider.store, "all", "executive-summary"))) == render::json_line(report::describe(paused)));
}
