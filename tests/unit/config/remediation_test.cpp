// remediation.yml: days by severity, for everyone and for single tenants.
#include <catch2/catch.hpp>

#include "config/remediation.hpp"
#include "unit/config/mistakes.hpp"

using namespace mssp::config;

namespace {

Remediation read(const std::string& text) {
  Problems problems("f.yml");
  Remediation out = read_remediation(text, problems);
  CHECK(problems.errors().empty());
  return out;
}

std::vector<std::string> mistakes_in(const std::string& text) {
  Problems problems("f.yml");
  read_remediation(text, problems);
  std::vector<std::string> out;
  for (const mssp::Error& error : problems.errors()) out.push_back(error.message());
  return out;
}

}  // namespace

TEST_CASE("a tenant has its own days, and those of everyone for what it leaves out") {
  const Remediation read_file = read(
      "tenants:\n  - {tenant: acme-corp, critical: 3, info: 365, medium: none}\ndefault: {high: 14, low: none, known_exploited: 5}\n");
  const RepairDays& other = read_file.of("other");
  CHECK(other.critical == 7);
  CHECK(other.high == 14);
  CHECK(other.medium == 90);
  CHECK_FALSE(other.low);
  CHECK_FALSE(other.info);
  CHECK(other.known_exploited == 5);
  const RepairDays& acme = read_file.of("acme-corp");
  CHECK(acme.critical == 3);
  CHECK(acme.high == 14);
  CHECK_FALSE(acme.medium);
  CHECK_FALSE(acme.low);
  CHECK(acme.info == 365);
  CHECK(acme.known_exploited == 5);
}

TEST_CASE("what is built in holds without a file's word") {
  const RepairDays days = read("default: {critical: 7}\n").of("acme");
  CHECK(days.high == RepairDays{}.high);
  CHECK(days.known_exploited == 14);
}

TEST_CASE("mistakes of remediation.yml are told with their place") {
  using Messages = std::vector<std::string>;
  CHECK(mistakes_in("default: {critical: 0}\n") ==
        Messages{"f.yml:1:21: 'critical' must be a whole number of days from 1 to 3650 without quotes, or none, not '0'"});
  CHECK(mistakes_in("default: {critical: \"7\"}\n").size() == 1);
  CHECK(mistakes_in("default: {known_exploited: none}\n").size() == 1);
  CHECK(mistakes_in("default: {urgent: 7}\n").size() == 1);
  CHECK(mistakes_in("tenants: [{critical: 7}]\n").size() == 1);
  CHECK(mistakes_in("tenants: [{tenant: Acme Corp}]\n").size() == 1);
  CHECK(mistakes_in("tenants:\n  - {tenant: a, high: 1}\n  - {tenant: a, high: 2}\n") == Messages{"f.yml:3:5: tenant 'a' stands twice"});
}
