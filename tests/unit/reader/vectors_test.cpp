// The readers against files of other projects' tests, and what those projects say of them.
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "support/paths.hpp"
#include "support/test_world.hpp"
#include "unit/reader/collected.hpp"

using namespace mssp;

namespace {

const nlohmann::json& expected() {
  static const nlohmann::json all =
      nlohmann::json::parse(test::read_whole(test::data("scans/readers/expected.json")));
  return all;
}

std::string content(const std::string& file) { return test::read_whole(test::data("scans/readers/" + file)); }

// Files that hold no result and tell by nothing whose they are.
bool tells_nothing(const std::string& file) {
  return file == "nuclei/empty.jsonl" || file == "trivy/legacy_no_vuln.json";
}

}  // namespace

TEST_CASE("each file is told for what it is, and gives the results its scanner means") {
  int files = 0;
  for (const auto& [file, wanted] : expected().items()) {
    INFO(file);
    const std::string bytes = content(file);
    const std::string scanner = wanted["scanner"];
    ++files;
    if (wanted.value("refused", false)) {
      CHECK(test::refusal(bytes, scanner) != "");
      continue;
    }
    const test::Collected told = test::collect(bytes, tells_nothing(file) ? scanner : "auto");
    CHECK(told.scanner == scanner);
    CHECK(told.drafts.size() == wanted["reported"].get<std::size_t>());
    CHECK(told.problems.empty());
    CHECK(told.facts.incomplete == "");
    std::set<std::string> assets;
    for (const auto& asset : told.assets) assets.insert(asset.address);
    std::set<std::string> cves;
    for (const auto& draft : told.drafts) {
      CHECK(assets.contains(draft.identity.asset));
      CHECK_FALSE(draft.identity.rule.empty());
      CHECK_FALSE(draft.title.empty());
      cves.insert(draft.cves.begin(), draft.cves.end());
    }
    for (const std::string cve : wanted["cves"]) {
      INFO(cve);
      CHECK(cves.contains(cve));
    }
  }
  CHECK(files > 60);
}

TEST_CASE("the scanner's own severity is the one its peers read") {
  // Why the counts differ: the peer merges results that are kept apart here.
  const std::map<std::string, std::string> otherwise{
      {"nuclei/many_findings.json", "one for each match"},
      {"qualys/Qualys_Sample_Report.csv", "one for each host"},
  };
  for (const auto& [file, wanted] : expected().items()) {
    if (wanted.value("refused", false)) continue;
    std::map<std::string, int> counts;
    const test::Collected told = test::collect(content(file), std::string(wanted["scanner"]));
    for (const auto& draft : told.drafts) ++counts[std::string(name(draft.scanner_severity.value_or(finding::Severity::info)))];
    const auto peer = wanted["peer_severities"].get<std::map<std::string, int>>();
    INFO(file << " " << nlohmann::json(counts).dump() << " peer " << nlohmann::json(peer).dump());
    CHECK((counts == peer) != otherwise.contains(file));
  }
}

TEST_CASE("two readings of a file tell the same identities") {
  for (const auto& [file, wanted] : expected().items()) {
    if (wanted.value("refused", false)) continue;
    const std::string scanner = wanted["scanner"];
    const test::Collected one = test::collect(content(file), scanner);
    const test::Collected two = test::collect(content(file), scanner);
    INFO(file);
    REQUIRE(one.drafts.size() == two.drafts.size());
    for (std::size_t i = 0; i < one.drafts.size(); ++i) CHECK(one.drafts[i].identity == two.drafts[i].identity);
  }
}

TEST_CASE("a file that is cut anywhere is refused or known not to be whole, or says that it is partial") {
  for (const auto& [file, wanted] : expected().items()) {
    if (wanted.value("refused", false) || file.ends_with(".csv") || file.ends_with(".jsonl") || file.starts_with("nuclei")) continue;
    const std::string bytes = content(file);
    if (bytes.size() < 100) continue;
    for (const std::size_t part : {3u, 5u, 9u}) {
      const std::string cut = bytes.substr(0, bytes.size() * part / 10);
      INFO(file << " cut at " << cut.size());
      try {
        const test::Collected told = test::collect(cut, std::string(wanted["scanner"]));
        CHECK(told.facts.incomplete + told.facts.partial != "");
      } catch (const Error& error) {
        CHECK(error.code() == Code::invalid_input);
      }
    }
  }
}
