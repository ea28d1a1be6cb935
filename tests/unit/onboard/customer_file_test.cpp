// A customer's file: what it may say, and that every mistake is told with its place.
#include <catch2/catch.hpp>

#include "onboard/customer_file.hpp"
#include "onboard/pack.hpp"

using namespace mssp;
using namespace mssp::onboard;

namespace {

std::vector<std::string> mistakes(const std::string& text) {
  config::Problems problems("f");
  read_customer_file(text, problems);
  std::vector<std::string> all;
  for (const Error& error : problems.errors()) all.push_back(error.message());
  return all;
}

const std::string acme = "tenant: {name: Acme Corp, tier: starter, seats: 2}\n";
using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a customer's file gives values, and nothing for lists that it does not have") {
  config::Problems problems("f");
  const CustomerFile file = read_customer_file(acme + "sla: {response: 2h, update: none, priorities: {P1: {response: 15m}}}\nusers: []\n", problems);
  CHECK(problems.empty());
  CHECK(file.tenant.value.slug == "acme-corp");
  REQUIRE(file.sla);
  REQUIRE(file.sla->value.size() == 2);
  CHECK(file.sla->value[0].no_update);
  CHECK_FALSE(file.sla->value[0].priority);
  CHECK(file.sla->value[1].priority == sla::Priority::p1);
  CHECK(file.sla->value[1].response == Seconds{900});
  CHECK(file.users);
  CHECK(file.users->empty());
  CHECK_FALSE(file.scopes);
  CHECK_FALSE(file.reports);
}

TEST_CASE("every mistake of a customer's file has its place") {
  CHECK(mistakes("users: []\n") == Lines{"f:1:1: 'tenant' is missing in a customer's file"});
  CHECK(mistakes(acme + "user: []\n") == Lines{"f:2:1: unknown key 'user' in a customer's file"});
  CHECK(mistakes(acme + "users:\n  - {email: a@b.example, role: admin}\n  - {email: A@B.example, role: viewer}\n") ==
        Lines{"f:4:5: the user 'a@b.example' stands twice"});
  CHECK(mistakes(acme + "staff: {primary: john, secondary: [jane, john]}\n") == Lines{"f:2:42: the analyst 'john' stands twice"});
  CHECK(mistakes(acme + "scopes:\n  - {network: 192.0.2.0/24, exclude: true, until: 2026-01-01}\n") ==
        Lines{"f:3:44: 'until' has no meaning with 'exclude'"});
  CHECK(mistakes(acme + "contract: {reference: x, from: 2026-02-01, until: 2026-01-01}\n") == Lines{"f:2:51: 'until' is before 'from'"});
  CHECK(mistakes("tenant: {name: 東京, tier: starter, seats: 2}\n").size() == 1);
  CHECK(mistakes("tenant: {name: All, tier: starter, seats: 2}\n").size() == 1);  // the slug 'all' is reserved
  CHECK(mistakes(acme + "scans:\n  - {scan_type: full, frequency: daily, time: \"02:00\", tenant: other}\n") ==
        Lines{"f:3:56: unknown key 'tenant' in a schedule"});
  CHECK(mistakes(acme + acme).size() == 1);
  CHECK(mistakes(acme + "sla: {response: 0s}\n").size() == 1);
}

TEST_CASE("prices are written with their minor units") {
  CHECK(price_text(config::Price{50'000, "USD"}) == "500.00 USD");
  CHECK(price_text(config::Price{5, "EUR"}) == "0.05 EUR");
  CHECK(price_text(config::Price{123'456'789, "USD"}) == "1,234,567.89 USD");
  CHECK(price_text(std::nullopt) == "on request");
}
