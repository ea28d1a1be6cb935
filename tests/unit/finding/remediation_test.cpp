// Days to repair against those of a peer: tests/data/sla/finding_sla_days.json.
#include <catch2/catch.hpp>

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "base/parse.hpp"
#include "base/text.hpp"
#include "finding/finding.hpp"
#include "support/paths.hpp"
#include "support/test_world.hpp"

using namespace mssp;

TEST_CASE("findings are due and judged as a peer's tests ask for") {
  const auto rows = nlohmann::json::parse(test::read_whole(test::data("sla/finding_sla_days.json")));
  REQUIRE_FALSE(rows.empty());
  for (const auto& row : rows) {
    INFO(row.at("id"));
    std::string yaml = "default:\n";
    for (const auto& [severity, days] : row.at("sla_days").items()) yaml += fmt::format("  {}: {}\n", lower_ascii(severity), days.get<int>());
    config::Problems problems("f");
    const auto policy = config::read_remediation(yaml, problems).of("acme");
    REQUIRE(problems.errors().empty());
    const Zone zone = Zone::utc();
    const auto day = [&](const nlohmann::json& date) { return zone.first_instant(midnight(parse_date(date.get<std::string>()).value())); };
    const auto severity = finding::parse_severity(lower_ascii(row.at("severity").get<std::string>())).value();
    const auto due = finding::remediation_due(severity, day(row.at("found")), zone, policy);
    const auto& expected = row.at("expected");
    if (expected.at("due").is_null()) {
      CHECK_FALSE(due);
      continue;
    }
    REQUIRE(due);
    CHECK(*due == day(expected.at("due")));
    // Frozen when it was repaired; else as of today.
    const Instant judged = day(row.at("mitigated").is_null() ? row.at("today") : row.at("mitigated"));
    if (!expected.at("days_remaining").is_null()) CHECK((*due - judged).count() / 86400 == expected.at("days_remaining").get<std::int64_t>());
    CHECK((judged <= *due) == (expected.at("status") == "within SLA"));
  }
}
