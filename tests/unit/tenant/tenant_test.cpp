#include "tenant/tenant.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "tenant/import.hpp"
#include "tenant/tier.hpp"

using namespace mssp;
using namespace mssp::tenant;

TEST_CASE("the life of a tenant goes along its edges only") {
  Tenant tenant;
  tenant.slug = "acme";
  CHECK(edge_for(tenant, "suspend").to == Status::suspended);
  CHECK_THROWS_AS(edge_for(tenant, "resume"), Error);
  CHECK_THROWS_AS(edge_for(tenant, "purge"), Error);
  CHECK_THROWS_AS(edge_to(tenant, Status::onboarding), Error);
  tenant.status = Status::prospect;
  CHECK(edge_to(tenant, Status::active).to == Status::active);
  tenant.status = Status::archived;
  CHECK(edge_for(tenant, "purge").to == Status::purged);
  CHECK_THROWS_AS(require_open(tenant), Error);
  for (const Edge& edge : edges()) CHECK(edge.from != Status::purged);  // nothing comes back from there
}

TEST_CASE("names are cleaned, slugs are checked") {
  CHECK(checked_name("  Acme   Corp ") == "Acme Corp");
  for (const std::string& bad : {std::string(), std::string("  "), std::string("a\x07"), std::string("\xc3"), std::string(201, 'a')}) {
    CHECK_THROWS_AS(checked_name(bad), Error);
  }
  CHECK(slug_for("Acme Corp", std::nullopt) == "acme-corp");
  CHECK_THROWS_AS(slug_for("All", std::nullopt), Error);
  CHECK_THROWS_AS(slug_for("東京", std::nullopt), Error);
  CHECK(slug_for("東京", "tokyo") == "tokyo");
}

TEST_CASE("the pace of a month is carried on to its end, rounded up") {
  const Period month{instant(0), instant(30 * 86400)};
  CHECK(month_forecast(3, month, instant(15 * 86400)) == 6);
  CHECK(month_forecast(1, month, instant(29 * 86400)) == 2);
  CHECK(month_forecast(0, month, instant(86400)) == 0);
  CHECK(month_forecast(5, month, instant(0)) == 5);
  CHECK(month_forecast(5, month, month.to) == 5);
}

TEST_CASE("an import finds every mistake with its line") {
  const auto tiers = config::built_in_tiers();
  const auto read = [&](std::string_view text) { return read_import(text, "f", tiers, {"taken"}, "UTC", instant(0)); };
  const auto mistakes = [&](std::string_view text) {
    try {
      read(text);
    } catch (const Error& error) {
      CHECK(error.code() == Code::invalid_input);
      return error.message();
    }
    return std::string();
  };
  const auto two = read("name,tier,seats,timezone\n\"Ä, B\",starter,3,Europe/Berlin\nC,enterprise,08,\n");
  REQUIRE(two.size() == 2);
  CHECK(two[0].tenant.slug == "a-b");
  CHECK(two[0].tenant.timezone == "Europe/Berlin");
  CHECK(two[1].tenant.seats == 8);
  CHECK(two[1].line == 3);
  CHECK(read("{\"name\":\"X\",\"tier\":\"starter\",\"seats\":1}\n\n{\"name\":\"Y\",\"tier\":\"starter\",\"seats\":\"2\"}").size() == 2);
  CHECK(mistakes("name,tier,seats\nA,gold,1\nB,starter,0x1\nTaken,starter,1\nC,starter,1\nc,starter,1\nD,starter\n") ==
        "f:7: 2 fields where the header has 3\nf:2: no tier 'gold'\n"
        "f:3: seats must be a whole number from 1 to 1000000, not '0x1'\nf:4: tenant 'taken' exists already\n"
        "f:6: slug 'c' is that of line 5");
  CHECK(mistakes("name,teir\n") == "f:1: unknown key 'teir'");
  CHECK(mistakes("name,name\n") == "f:1: column 'name' is given twice");
  CHECK(mistakes("") == "f: no tenants in it");
  CHECK(mistakes("\xff") == "f: not UTF-8 text");
  CHECK(mistakes("{\"name\":\"X\",\"tier\":\"starter\",\"seats\":1.5}").starts_with("f:1: '1.5' is not a whole number"));
}
