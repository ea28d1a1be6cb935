// The files as shipped, the guide's own example, and the schemas: they must say what the readers do.
#include <catch2/catch.hpp>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "base/text.hpp"
#include "config/load.hpp"
#include "config/patch_policy.hpp"
#include "support/paths.hpp"

using namespace mssp;
using namespace mssp::config;

namespace {

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

const std::string source = test::source_tree().native();
const Folder installed{"/etc/synos/mssp", [](const std::string& name) { return std::optional(contents(source + "/etc/synos/mssp/" + name)); }};
const Folder empty{"/none", [](const std::string&) { return std::optional<std::string>(); }};

// The keys that a mapping knows, as its reader lists them for one that it does not.
template <class Read>
std::set<std::string> known_keys(const std::string& text, Read read) {
  Problems problems("f.yml");
  read(text, problems);
  const auto errors = problems.errors();
  for (const Error& error : errors) {
    const std::string before = "known keys: ";
    if (error.message().find("'zzzzzzzz'") == std::string::npos || !error.hint().starts_with(before)) continue;
    std::set<std::string> out;
    for (const auto key : split(std::string_view(error.hint()).substr(before.size()), ',')) out.emplace(trim(key));
    return out;
  }
  return {};
}

template <class Read>
void compare(const std::string& file, const std::string& pointer, const std::string& text, Read read) {
  CAPTURE(file, pointer);
  const auto schema = nlohmann::json::parse(contents(source + "/schemas/config/" + file + ".schema.json"));
  const auto& object = schema.at(nlohmann::json::json_pointer(pointer));
  CHECK(object.at("additionalProperties") == false);
  std::set<std::string> properties;
  for (const auto& [key, value] : object.at("properties").items()) properties.insert(key);
  CHECK(known_keys(text, read) == properties);
}

}  // namespace

TEST_CASE("the installed files are valid and say what is built in") {
  CHECK(check(installed).empty());
  CHECK(load_schedules(installed).empty());
  CHECK(load_calendars(installed).empty());
  CHECK(load_settings(installed).store == load_settings(empty).store);
  const auto tiers = load_tiers(installed);
  const auto expected = load_tiers(empty);
  REQUIRE(tiers.size() == expected.size());
  for (std::size_t i = 0; i < tiers.size(); ++i) {
    CHECK(tiers[i].name == expected[i].name);
    CHECK(tiers[i].assets == expected[i].assets);
    CHECK(tiers[i].scans_per_month == expected[i].scans_per_month);
    CHECK(tiers[i].support == expected[i].support);
    CHECK(tiers[i].price == expected[i].price);
  }
  const auto written = load_workload(installed).entries;
  const auto built_in = load_workload(empty).entries;
  REQUIRE(written.size() == built_in.size());
  for (std::size_t i = 0; i < written.size(); ++i) {
    CHECK(written[i].key == built_in[i].key);
    CHECK(written[i].value == built_in[i].value);
    CHECK(built_in[i].origin == "built-in");
    CHECK(written[i].origin.starts_with("/etc/synos/mssp/staff.yml:"));
  }
}

TEST_CASE("the installed checklists are the guide's five stages and the runbook's eight steps") {
  const auto checklists = load_checklists(empty);
  REQUIRE(checklists.size() == 2);
  CHECK(fingerprint(checklists[0]) == fingerprint(load_checklists(installed)[0]));
  std::vector<std::string> stages;
  for (const ChecklistStep& step : checklists[0].steps) {
    if (stages.empty() || stages.back() != step.stage) stages.push_back(step.stage);
  }
  CHECK(stages == std::vector<std::string>{"Discovery Call", "Proposal", "Contract", "Setup", "Kickoff"});
  CHECK(checklists[0].gates);
  CHECK(checklists[1].of_device);
  CHECK(checklists[1].steps.size() == 8);
}

TEST_CASE("the schema of onboarding.yml knows the facts and kinds of evidence that the reader knows") {
  const auto schema = nlohmann::json::parse(contents(source + "/schemas/config/onboarding.schema.json"));
  const auto& step = schema.at("/properties/checklists/items/properties/steps/items/properties"_json_pointer);
  std::set<std::string> facts;
  for (const KnownFact& fact : known_facts()) facts.emplace(fact.name);
  CHECK(step.at("fact").at("enum").get<std::set<std::string>>() == facts);
  for (const std::string word : step.at("evidence").at("enum")) CHECK(parse_evidence(word));
}

TEST_CASE("the installed patch policy is the one that is built in, the runbook's") {
  const auto written = load_patch_policies(installed);
  const auto built_in = load_patch_policies(empty);
  REQUIRE(written.policies.size() == 2);
  REQUIRE(built_in.policies.size() == 1);
  const PatchPolicy& a = written.policies[1];
  const PatchPolicy& b = built_in.policies[0];
  CHECK(mssp::config::text(a.os_updates->value) == "weekly wednesday 02:00 UTC");
  CHECK(mssp::config::text(a.third_party->value) == "daily 02:30 UTC");
  CHECK(a.critical_within->value == Seconds{24 * 3600});
  CHECK(a.retry->value == Seconds{72 * 3600});
  for (const auto field : {&PatchPolicy::os_updates, &PatchPolicy::third_party, &PatchPolicy::signatures, &PatchPolicy::scripts}) {
    CHECK(mssp::config::text((a.*field)->value) == mssp::config::text((b.*field)->value));
  }
  for (const auto field : {&PatchPolicy::window_length, &PatchPolicy::reboot_grace, &PatchPolicy::critical_within, &PatchPolicy::retry, &PatchPolicy::seen_within}) {
    CHECK((a.*field)->value == (b.*field)->value);
  }
  CHECK(a.tasks->value == b.tasks->value);
  CHECK(a.reboot->value == b.reboot->value);
  CHECK(a.approval->value == b.approval->value);
  CHECK(written.baseline.fresh_within == built_in.baseline.fresh_within);
  CHECK(written.baseline.expected_admins == built_in.baseline.expected_admins);
}

TEST_CASE("each installed file names its schema") {
  for (const std::string name : {"mssp", "tiers", "calendars", "scan-schedule", "scan-profiles", "remediation", "staff",
                                 "onboarding", "patch-policy"}) {
    const std::string id = "/usr/share/synos-mssp/schemas/config/" + name + ".schema.json";
    CHECK(contents(source + "/etc/synos/mssp/" + name + ".yml").starts_with("# yaml-language-server: $schema=" + id + "\n"));
    CHECK(nlohmann::json::parse(contents(source + "/schemas/config/" + name + ".schema.json")).at("$id") == "file://" + id);
  }
}

TEST_CASE("the operations guide's scan schedule") {
  const auto read = strictly("f", contents(test::data("config/guide-scan-schedule.yml").native()), read_schedules);
  REQUIRE(read.size() == 2);
  CHECK(read[0].tenant == "acme-corp");
  CHECK(read[0].scan_type == ScanType::full);
  CHECK(read[0].frequency == Frequency::weekly);
  CHECK(read[0].day == "sunday");
  CHECK(read[0].time == TimeOfDay{2, 0});
  CHECK(read[0].line == 3);
  CHECK(read[1].scan_type == ScanType::critical);
  CHECK(read[1].frequency == Frequency::daily);
  CHECK(read[1].time == TimeOfDay{3, 0});
  CHECK(read[1].line == 9);
}

TEST_CASE("schemas know the keys that the readers know") {
  compare("mssp", "", "zzzzzzzz: 1", read_settings);
  for (const std::string key : {"organization", "reports", "smtp"}) {
    compare("mssp", "/properties/" + key, key + ": {zzzzzzzz: 1}", read_settings);
  }
  compare("tiers", "", "zzzzzzzz: 1", read_tiers);
  compare("tiers", "/properties/tiers/items", "tiers: [{zzzzzzzz: 1}]", read_tiers);
  compare("tiers", "/properties/tiers/items/properties/price/oneOf/1", "tiers: [{price: {zzzzzzzz: 1}}]", read_tiers);
  const std::string calendar = "/properties/calendars/items";
  compare("calendars", "", "zzzzzzzz: 1", read_calendars);
  compare("calendars", calendar, "calendars: [{zzzzzzzz: 1}]", read_calendars);
  compare("calendars", calendar + "/properties/hours", "calendars: [{hours: {zzzzzzzz: 1}}]", read_calendars);
  for (const std::string list : {"holidays", "special_days"}) {
    compare("calendars", calendar + "/properties/" + list + "/items", "calendars: [{" + list + ": [{zzzzzzzz: 1}]}]", read_calendars);
  }
  compare("scan-schedule", "", "zzzzzzzz: 1", read_schedules);
  compare("scan-schedule", "/properties/schedules/items", "schedules: [{zzzzzzzz: 1}]", read_schedules);
  compare("scan-profiles", "", "zzzzzzzz: 1", read_profiles);
  compare("scan-profiles", "/properties/profiles/items", "profiles: [{zzzzzzzz: 1}]", read_profiles);
  compare("onboarding", "", "zzzzzzzz: 1", read_onboarding);
  compare("onboarding", "/properties/checklists/items", "checklists: [{zzzzzzzz: 1}]", read_onboarding);
  compare("onboarding", "/properties/checklists/items/properties/steps/items", "checklists: [{steps: [{zzzzzzzz: 1}]}]", read_onboarding);
  compare("patch-policy", "", "zzzzzzzz: 1", read_patch_policies);
  compare("patch-policy", "/properties/default", "default: {zzzzzzzz: 1}", read_patch_policies);
  compare("patch-policy", "/properties/default/properties/os_updates", "default: {os_updates: {zzzzzzzz: 1}}", read_patch_policies);
  compare("patch-policy", "/properties/policies/items", "policies: [{zzzzzzzz: 1}]", read_patch_policies);
  compare("patch-policy", "/properties/baseline", "baseline: {zzzzzzzz: 1}", read_patch_policies);
  compare("patch-policy", "/properties/baseline/properties/fresh_within", "baseline: {fresh_within: {zzzzzzzz: 1}}", read_patch_policies);
  compare("staff", "", "zzzzzzzz: 1", read_workload);
  compare("staff", "/properties/workload", "workload: {zzzzzzzz: 1}", read_workload);
  for (const std::string key : {"ticket", "share"}) {
    compare("staff", "/properties/workload/properties/" + key, "workload: {" + key + ": {zzzzzzzz: 1}}", read_workload);
  }
}
