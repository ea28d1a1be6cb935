// Which findings go together on a ticket, how urgent it is and what it says.
#include <catch2/catch.hpp>

#include "finding/ticketing.hpp"

using namespace mssp;
using namespace mssp::finding;

namespace {

Finding finding_on(const std::string& asset, const std::string& rule, Severity severity, std::vector<std::string> cves = {}) {
  Finding finding;
  finding.tenant = "acme";
  finding.handle = "F-" + asset + rule;
  finding.identity.asset = asset;
  finding.identity.source = "nessus";
  finding.identity.rule = rule;
  finding.title = "title of " + rule;
  finding.severity = severity;
  finding.cves = std::move(cves);
  return finding;
}

const auto none = [](const std::string&) { return false; };

}  // namespace

TEST_CASE("findings go together by rule of one source, or by asset") {
  std::vector<Finding> all{finding_on("a", "1", Severity::low), finding_on("b", "2", Severity::low), finding_on("b", "1", Severity::high)};
  all.push_back(all[0]);
  all.back().identity.source = "openvas";
  all.push_back(all[0]);
  all.back().tenant = "bravo";
  const auto rules = groups_of(all, Per::rule, none);
  REQUIRE(rules.size() == 4);
  CHECK(rules[0].subject == Subject{"acme", Per::rule, "nessus", "1"});
  CHECK(rules[0].findings.size() == 2);
  const auto assets = groups_of(all, Per::asset, none);
  REQUIRE(assets.size() == 3);
  CHECK(assets[0].subject == Subject{"acme", Per::asset, "", "a"});
  CHECK(assets[0].findings.size() == 2);
  CHECK(assets[1].findings.size() == 2);
}

TEST_CASE("the worst finding makes the priority, and what is exploited is one step more urgent") {
  using sla::Priority;
  const auto [severity, priority, exploited] = GENERATE(table<Severity, Priority, Priority>({
      {Severity::critical, Priority::p1, Priority::p1},
      {Severity::high, Priority::p2, Priority::p1},
      {Severity::medium, Priority::p3, Priority::p2},
      {Severity::low, Priority::p4, Priority::p3},
      {Severity::info, Priority::p4, Priority::p3},
  }));
  const std::vector<Finding> all{finding_on("a", "1", Severity::info, {"CVE-2024-0001"}), finding_on("b", "1", severity)};
  CHECK(priority_of(groups_of(all, Per::rule, none).front()) == priority);
  const auto known = [](const std::string& cve) { return cve == "CVE-2024-0001"; };
  CHECK(priority_of(groups_of(all, Per::rule, known).front()) == exploited);
}

TEST_CASE("a ticket names what is affected, its CVEs and each text of the scanner once") {
  std::vector<Finding> all{finding_on("192.0.2.1", "1", Severity::low, {"CVE-2024-0002"}),
                           finding_on("192.0.2.2", "1", Severity::high, {"CVE-2024-0001"})};
  all[0].detail = all[1].detail = "Update it.";
  all[0].identity.port = 443;
  all[0].identity.protocol = "tcp";
  all[1].hostname = "web.example";
  const Group group = groups_of(all, Per::rule, none).front();
  CHECK(subject_line(group) == "title of 1");
  CHECK(ticket_text(group) ==
        "2 open findings on 2 assets, at worst high.\nFound by nessus, rule 1.\n\nAffected:\n"
        "- 192.0.2.1 443/tcp, F-192.0.2.11\n- 192.0.2.2 (web.example), F-192.0.2.21\n\nReferences:\n"
        "- https://www.cve.org/CVERecord?id=CVE-2024-0001\n- https://www.cve.org/CVERecord?id=CVE-2024-0002\n\n"
        "What the scanner says, and how to repair it:\n\ntitle of 1:\nUpdate it.");
  all[0].title = "another title";
  CHECK(subject_line(groups_of(all, Per::rule, none).front()) == "findings of nessus, rule 1");
  CHECK(subject_line(groups_of(all, Per::asset, none).back()) == "findings on 192.0.2.2 (web.example)");
}

TEST_CASE("a ticket of very many findings stays short and counts what it leaves out") {
  std::vector<Finding> all;
  for (int i = 0; i < 5000; ++i) {
    all.push_back(finding_on("host-" + std::to_string(i), "1", Severity::low, {"CVE-2024-" + std::to_string(10000 + i)}));
    all.back().detail = std::string(7000, 'x') + std::to_string(i);
  }
  const std::string text = ticket_text(groups_of(all, Per::rule, none).front());
  CHECK(text.size() <= 20'000);
  CHECK(text.find("- and 4900 more\n") != std::string::npos);
  CHECK(text.find("- and 4950 more CVEs\n") != std::string::npos);
}

TEST_CASE("what settles a ticket is told with the scan that shows it") {
  CHECK(settled_text(1, 1, "S-2") == "fixed, as scan S-2 shows: the one finding of this ticket");
  CHECK(settled_text(3, 3, "S-2") == "fixed, as scan S-2 shows: all 3 findings of this ticket");
  CHECK(settled_text(2, 3, "S-2") ==
        "none of the 3 findings of this ticket is open any more: 2 fixed, as scan S-2 shows, the others were decided on");
}

TEST_CASE("what settles a ticket by hand is told with what was decided") {
  CHECK(decided_text(0, 1, State::accepted) == "the one finding of this ticket is accepted now");
  CHECK(decided_text(0, 2, State::false_positive) ==
        "none of the 2 findings of this ticket is open any more: all were decided on, the last one as false-positive");
  CHECK(decided_text(2, 3, State::accepted) ==
        "none of the 3 findings of this ticket is open any more: 2 fixed, the others decided on, the last one as accepted");
}
