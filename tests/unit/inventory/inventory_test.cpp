#include <catch2/catch.hpp>

#include <algorithm>

#include "inventory/fields.hpp"
#include "inventory/inventory.hpp"
#include "inventory/patch_lists.hpp"
#include "support/paths.hpp"
#include "support/test_world.hpp"

using namespace mssp;
using namespace mssp::inventory;
using device::Kind;
using device::Sighting;

namespace {

Input input(const std::string& text) {
  return {"f", [&text] { return from_text(text); }};
}

std::vector<Sighting> read(const std::string& text, std::string_view source = "auto") {
  const Input from = input(text);
  std::vector<Sighting> all;
  format(from, source).read(from, [&](Sighting&& each) { all.push_back(std::move(each)); });
  return all;
}

std::string file(const std::string& name) { return test::read_whole(test::data("devices/" + name)); }

std::string fact(const Sighting& sighting, std::string_view name, std::string_view item = "") {
  for (const device::Fact& each : sighting.facts) {
    if (each.name == name && each.item == item) return each.value;
  }
  return "?";
}

std::string identity(const Sighting& sighting, Kind kind) {
  for (const device::Signal& each : sighting.signals) {
    if (each.kind == kind) return each.value;
  }
  return "";
}

}  // namespace

TEST_CASE("hosts of Fleet's API") {
  const auto all = read(file("get_hosts_200.json"));
  REQUIRE(all.size() == 1);
  CHECK(identity(all[0], Kind::agent) == "fleet:1");
  CHECK(identity(all[0], Kind::uuid) == "392547dc-0000-0000-a87a-d701ff75bc65");
  CHECK(identity(all[0], Kind::hostname) == "2ceca32fe484");
  CHECK(identity(all[0], Kind::serial).empty());
  CHECK(all[0].details.os == "CentOS Linux 7");
  CHECK(rfc3339(all[0].seen_at.value()) == "2020-11-05T06:03:39Z");
  CHECK(rfc3339(all[0].observed_at.value()) == "2020-11-05T05:09:45Z");
  CHECK(fact(all[0], "disk_free_percent") == "71");
  CHECK(fact(all[0], "software", "glibc") == "2.12");
  CHECK(fact(all[0], "outdated_software", "glibc") == "2.28");
}

TEST_CASE("what fleetctl prints: documents one after the other, and times that mean never") {
  const auto all = read(file("fleetctl_get_hosts_json.txt"));
  REQUIRE(all.size() == 2);
  CHECK(identity(all[1], Kind::hostname) == "test_host2");
  CHECK(identity(all[1], Kind::agent).empty());
  CHECK_FALSE(all[1].seen_at);
  CHECK(all[1].facts.empty());
}

TEST_CASE("osquery's lines of a host are one record") {
  for (const std::string name : {"osquery_04_differential.json", "osquery_06_snapshot.json", "osquery_07_batch.json"}) {
    INFO(name);
    const auto all = read(file(name));
    REQUIRE(all.size() == 1);
    CHECK(all[0].key == "hostname.local");
    CHECK(identity(all[0], Kind::agent) == "osquery:hostname.local");
    CHECK(all[0].facts.empty());
  }
  CHECK(read(file("osquery_05_differential.json")).empty());  // something was removed
  CHECK(rfc3339(read(file("osquery_06_snapshot.json"))[0].seen_at.value()) == "2016-05-02T22:27:32Z");
  const auto disks = read(R"({"name":"logical_drives","hostIdentifier":"a","unixTime":1758013200,"action":"snapshot",)"
                          R"("snapshot":[{"device_id":"C:","free_space":"25","size":"100"},{"device_id":"D:","free_space":"9","size":"0"}]})");
  CHECK(fact(disks.at(0), "disk_free_percent", "C:") == "25");
  CHECK(fact(disks.at(0), "disk_free_percent", "D:") == "?");
  const auto none = read(R"({"name":"pack/x/programs","hostIdentifier":"a","unixTime":1758013200,"action":"snapshot","snapshot":[]})");
  CHECK(none.at(0).complete == std::vector<std::string>{"software"});
}

TEST_CASE("a differential line tells what was removed, and nothing else of its row") {
  const auto all = read(R"({"name":"programs","hostIdentifier":"a","unixTime":1758013200,"action":"removed","columns":{"name":"Zoom","version":"6.0"}})"
                        "\n"
                        R"({"name":"system_info","hostIdentifier":"a","unixTime":1758013200,"action":"removed","columns":{"hostname":"old","hardware_serial":"PF3XK1"}})"
                        "\n"
                        R"({"name":"programs","hostIdentifier":"a","unixTime":1758013300,"diffResults":{"added":[{"name":"Zoom","version":"6.1"}],)"
                        R"("removed":[{"name":"Flash","version":"32"},{"name":"","version":""}]}})");
  REQUIRE(all.size() == 2);
  CHECK(all[0].facts.empty());
  REQUIRE(all[0].removed.size() == 1);
  CHECK(all[0].removed[0].name == "software");
  CHECK(all[0].removed[0].item == "Zoom");
  CHECK(all[0].removed[0].value == "6.0");
  CHECK(epoch(all[0].observed_at.value()) == 1'758'013'200);
  CHECK(identity(all[0], Kind::agent) == "osquery:a");
  CHECK(identity(all[0], Kind::serial).empty());
  CHECK(fact(all[1], "software", "Zoom") == "6.1");
  REQUIRE(all[1].removed.size() == 1);
  CHECK(all[1].removed[0].item == "Flash");
}

TEST_CASE("endpoints of Action1") {
  const auto all = read(R"({"items":[{"type":"Endpoint","id":"u-1","name":"PC-1","MAC":"3C:22:FB:00:00:01","OS":"Windows 11","last_seen":"2025-09-16_09-30-00",)"
                        R"("reboot_required":"No","missing_updates":{"critical":0,"other":2}},{"type":"EndpointGroup","id":"g-1","name":"x"}],"total_items":"2"})");
  REQUIRE(all.size() == 1);
  CHECK(identity(all[0], Kind::agent) == "action1:u-1");
  CHECK(rfc3339(all[0].seen_at.value()) == "2025-09-16T09:30:00Z");
  CHECK(fact(all[0], "reboot_pending") == "no");
  CHECK(fact(all[0], "updates_pending") == "2");
}

TEST_CASE("times that consoles write") {
  CHECK_FALSE(time_of("0001-01-01T00:00:00Z"));
  CHECK_FALSE(time_of("0"));
  CHECK_FALSE(time_of("soon"));
  CHECK(rfc3339(time_of("1462228052").value()) == "2016-05-02T22:27:32Z");
  CHECK(rfc3339(time_of("2025-09-15 08:00:00").value()) == "2025-09-15T08:00:00Z");
}

TEST_CASE("broken and foreign files are one clear error") {
  CHECK_THROWS_WITH(read("hello"), Catch::Contains("no list of devices"));
  CHECK_THROWS_WITH(read("{\"hosts\":[{\"seen_time\":1},", "fleet"), Catch::Contains("f:1"));
  CHECK_THROWS_WITH(read("{\"items\":[7]}", "action1"), Catch::Contains("f:1: an endpoint must be an object"));
  CHECK_THROWS_WITH(read("{\"name\":\"x\",\"unixTime\":1,\"columns\":{}}", "osquery"), Catch::Contains("without a host"));
  CHECK_THROWS_WITH(read("{\"nodes\":[]}", "action1"), Catch::Contains("no list 'items'"));
  CHECK_THROWS_WITH(read("<nmaprun scanner=\"nmap\">", "nmap"), Catch::Contains("f"));
}

TEST_CASE("lists of patches") {
  const auto told = [](const std::string& text) {
    const Input from = input(text);
    std::vector<PatchTold> all;
    patch_format(from, "auto").read(from, [&](PatchTold&& each) { all.push_back(std::move(each)); });
    return all;
  };
  const auto apt = told("Listing...\nopenssl/stable-security 3.0.15 amd64 [upgradable from: 3.0.14]\nvim/stable 2 amd64 [upgradable from: 1]\n");
  REQUIRE(apt.size() == 3);
  CHECK(apt[0].patch->id == "openssl");
  CHECK(apt[0].patch->severity == patch::Severity::high);
  CHECK(apt[1].patch->severity == patch::Severity::none);
  CHECK_FALSE(apt[2].patch);
  const auto wsus = told("#TYPE x\nComputerName,KnowledgebaseArticles,Title,MsrcSeverity,UpdateInstallationState,ApprovalAction\n"
                         "PC-1,5043080,September,Critical,NotInstalled,Install\nPC-1,1,x,,NotApplicable,Install\n");
  REQUIRE(wsus.size() == 1);
  CHECK(wsus[0].patch->id == "KB5043080");
  CHECK(wsus[0].patch->status == patch::Status::approved);
  const auto installed = told(R"({"name":"patches","hostIdentifier":"a","unixTime":"1758013200","action":"added","columns":{"hotfix_id":"KB1"}})");
  CHECK(installed.at(0).patch->status == patch::Status::installed);
  CHECK_THROWS_WITH(told("device,patch,status\na,KB1,gone\n,KB1,missing\n"), Catch::Contains("f:2") && Catch::Contains("f:3"));
}
