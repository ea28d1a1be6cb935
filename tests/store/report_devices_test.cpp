// Patch compliance in reports: beside it that of the period before, and of a month long past what was kept of its last day.
#include <catch2/catch.hpp>

#include <map>

#include "baseline/history_store.hpp"
#include "device/intake_store.hpp"
#include "patch/compliance_store.hpp"
#include "patch/patch_store.hpp"
#include "render/json.hpp"
#include "report/model_json.hpp"
#include "report/report_types.hpp"
#include "report/sections.hpp"
#include "support/engine.hpp"
#include "tenant/tenant_store.hpp"

using namespace mssp;

namespace {

// Forty devices of a tenant in Berlin, where the last evening of a month is told apart from that of UTC.
struct Store {
  std::unique_ptr<db::Connection> connection = test::fresh_store();
  tenant::Tenant acme;

  Store() {
    acme.slug = acme.name = "acme";
    acme.tier = "enterprise";
    acme.seats = 5;
    acme.timezone = "Europe/Berlin";
    acme.created_at = at("2025-01-01");
    tenant::insert(*connection, {acme});
    acme = tenant::get(*connection, "acme");
    device::import_devices(*connection, acme, {.file = "f", .source = "list", .tell = [&](const device::Sink& sink) {
                             for (std::size_t i = 1; i <= 40; ++i) {
                               device::Sighting each{.line = i, .seen_at = at("2025-08-01")};
                               device::add_signal(each, device::Kind::hostname, "host-" + std::to_string(i));
                               sink(std::move(each));
                             }
                           }}, at("2025-08-01"));
    std::vector<patch::Told> told;
    for (const db::Row& row : connection->run("SELECT device_id FROM device ORDER BY device_id")) {
      patch::Patch each;
      each.id = "KB1";
      each.severity = patch::Severity::critical;
      each.status = patch::Status::missing;
      each.released_at = each.observed_at = at("2025-08-01");
      told.push_back({row.integer(0), each});
    }
    patch::keep(*connection, acme, told, "list", {});
  }

  static Instant at(const std::string& text) { return *parse_instant(text, Zone::utc()); }

  // From then on the patch is missing on so many devices; all checked in.
  void missing_on(std::int64_t count, Instant now) {
    connection->run("UPDATE device_patch SET status = CASE WHEN device_id <= $1 THEN 'missing' ELSE 'installed' END", {count});
    connection->run("UPDATE device SET seen_at = $1", {epoch(now)});
  }
  void snapshot(Instant now) {
    baseline::keep(*connection, baseline::count_now(*connection, {acme}, config::built_in_patch_policies(), now));
  }
  // As SQL counts it from the rows: no critical patch may be missing a day after its release.
  std::string share() {
    const auto one = [&](const std::string& sql) { return connection->run(sql).front().integer(0); };
    const std::int64_t kept = one("SELECT count(*) FROM device_patch WHERE status = 'installed'") * 1000 / one("SELECT count(*) FROM device");
    return std::to_string(kept / 10) + "." + std::to_string(kept % 10) + " %";
  }
  report::Figures figures(Month month, Instant now) {
    return report::figures(*connection, acme, {month, 1}, report::find_type("hygiene")->wanted, {{}, config::built_in_tiers(), sla::Calendars({})}, now);
  }
};

std::string words(const report::Section& section) { return std::get<report::Paragraph>(section.blocks.front()).text; }

}  // namespace

TEST_CASE("reports tell patch compliance beside that of the period before") {
  Store store;
  store.missing_on(2, Store::at("2025-08-31T10:00:00Z"));
  const std::string august = store.share();
  CHECK(august == "95.0 %");
  const auto october = Store::at("2025-10-03T10:00:00Z");
  store.missing_on(1, october);
  CHECK_FALSE(report::shared::patch_kpi(store.figures({2025, 9}, october)).change);  // nothing was kept

  store.missing_on(30, Store::at("2025-07-31T10:00:00Z"));
  store.snapshot(Store::at("2025-07-31T10:00:00Z"));
  store.missing_on(2, Store::at("2025-08-31T10:00:00Z"));
  store.snapshot(Store::at("2025-08-31T10:00:00Z"));
  store.missing_on(39, Store::at("2025-08-31T23:00:00Z"));  // it is September in Berlin
  store.snapshot(Store::at("2025-08-31T23:00:00Z"));
  store.missing_on(1, october);
  const auto figures = store.figures({2025, 9}, october);
  const report::Kpi kpi = report::shared::patch_kpi(figures);
  CHECK(kpi.value == store.share());
  CHECK(kpi.value == "97.5 %");
  REQUIRE(kpi.change);
  CHECK(kpi.change->text == "from " + august + " on 31 Aug");
  CHECK(kpi.change->direction == report::Direction::up);
  CHECK(kpi.change->meaning == report::Tone::good);
  CHECK(words(report::patch_section(figures)).find("97.5 %, rounded down (31 Aug: " + august + ")") != std::string::npos);

  store.missing_on(3, october);
  CHECK(report::shared::patch_kpi(store.figures({2025, 9}, october)).change->meaning == report::Tone::bad);
  store.missing_on(2, october);
  CHECK(report::shared::patch_kpi(store.figures({2025, 9}, october)).change->text == "as on 31 Aug");
  // October is compared with September's one day, and not with August's.
  CHECK(report::shared::patch_kpi(store.figures({2025, 10}, october)).change->text == "from 2.5 % on 1 Sep");
}

TEST_CASE("a month long past is told by the snapshot of its last day, the same at any time") {
  Store store;
  store.missing_on(2, Store::at("2025-08-31T10:00:00Z"));
  store.snapshot(Store::at("2025-08-31T10:00:00Z"));
  const Instant september = Store::at("2025-09-30T21:40:00Z");
  store.missing_on(1, september);
  store.snapshot(september);
  const std::string share = store.share();
  store.snapshot(Store::at("2025-10-30T10:00:00Z"));

  const report::Type& type = *report::find_type("hygiene");
  const auto model = [&](Instant now) { return render::json_line(report::model_json(report::make_model(type, store.figures({2025, 9}, now), september))); };
  const Instant december = Store::at("2025-12-01T10:00:00Z");
  const std::string first = model(december);
  store.missing_on(40, december);
  store.connection->run("UPDATE device SET state = 'retired' WHERE device_id > 20");
  CHECK(model(december + std::chrono::days{20}) == first);

  const auto figures = store.figures({2025, 9}, december);
  CHECK_FALSE(figures.fleet);
  const report::Kpi kpi = report::shared::patch_kpi(figures);
  CHECK(kpi.value == share);
  CHECK(kpi.note == "39 of 40 devices on 30 Sep");
  CHECK(kpi.change->text == "from 95.0 % on 31 Aug");
  const report::Section section = report::patch_section(figures);
  CHECK(words(section) ==
        "39 of 40 devices kept to the patch policy on 2025-09-30: 97.5 %, rounded down (31 Aug: 95.0 %). Left out: 0 exempt, 0 retired. "
        "This is the snapshot of that day, taken at 2025-09-30 23:40; which devices it counted is not kept.");
  const auto& table = std::get<report::Table>(section.blocks.at(1));
  REQUIRE(table.rows.size() == 1);
  CHECK(table.rows[0][0].text == "A patch past its deadline");
  CHECK(table.rows[0][1].text == "1");

  // Of October the day before the last one is kept, which is not the end of the month.
  CHECK(report::shared::patch_kpi(store.figures({2025, 10}, december + std::chrono::days{20})).value.empty());
}

TEST_CASE("where nobody tells of patches there is no compliance, now or then") {
  Store store;
  store.connection->run("DELETE FROM device_patch");
  const Instant october = Store::at("2025-10-03T10:00:00Z");
  store.connection->run("UPDATE device SET seen_at = $1", {epoch(october)});
  store.snapshot(Store::at("2025-08-31T10:00:00Z"));
  store.snapshot(Store::at("2025-09-30T10:00:00Z"));
  CHECK(report::shared::patch_kpi(store.figures({2025, 9}, october)).value.empty());
  CHECK(report::shared::patch_kpi(store.figures({2025, 9}, october + std::chrono::days{60})).value.empty());
  CHECK_FALSE(store.figures({2025, 9}, october).devices_before);
}
