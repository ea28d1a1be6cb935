// Scanners of the machine they run on, each the real one: lynis, OpenSCAP and apt. What is not installed is skipped,
// visibly.
#include <catch2/catch.hpp>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "support/process.hpp"

using namespace mssp;
using namespace mssp::test;

namespace {

namespace fs = std::filesystem;

// Two files that a rule asks for, one of which is there.
constexpr auto xccdf = R"(<?xml version="1.0" encoding="UTF-8"?>
<Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" id="xccdf_mssp_benchmark_small" resolved="1">
<status>draft</status><title>small</title><description>two files</description><version>1</version>
<Profile id="xccdf_mssp_profile_all"><title>all</title><select idref="xccdf_mssp_rule_there" selected="true"/><select idref="xccdf_mssp_rule_gone" selected="true"/></Profile>
<Rule id="xccdf_mssp_rule_there" selected="true" severity="high"><title>the passwords are there</title>
<check system="http://oval.mitre.org/XMLSchema/oval-definitions-5"><check-content-ref href="oval.xml" name="oval:mssp:def:1"/></check></Rule>
<Rule id="xccdf_mssp_rule_gone" selected="true" severity="medium"><title>a file is missing</title>
<check system="http://oval.mitre.org/XMLSchema/oval-definitions-5"><check-content-ref href="oval.xml" name="oval:mssp:def:2"/></check></Rule>
</Benchmark>
)";
constexpr auto oval = R"(<?xml version="1.0" encoding="UTF-8"?>
<oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5" xmlns:oval="http://oval.mitre.org/XMLSchema/oval-common-5" xmlns:unix="http://oval.mitre.org/XMLSchema/oval-definitions-5#unix">
<generator><oval:schema_version>5.11</oval:schema_version><oval:timestamp>2025-09-15T10:00:00</oval:timestamp></generator>
<definitions>
<definition id="oval:mssp:def:1" version="1" class="compliance"><metadata><title>t</title><description>d</description></metadata><criteria><criterion test_ref="oval:mssp:tst:1"/></criteria></definition>
<definition id="oval:mssp:def:2" version="1" class="compliance"><metadata><title>t</title><description>d</description></metadata><criteria><criterion test_ref="oval:mssp:tst:2"/></criteria></definition>
</definitions>
<tests>
<unix:file_test id="oval:mssp:tst:1" version="1" check="all" check_existence="all_exist" comment="c"><unix:object object_ref="oval:mssp:obj:1"/></unix:file_test>
<unix:file_test id="oval:mssp:tst:2" version="1" check="all" check_existence="all_exist" comment="c"><unix:object object_ref="oval:mssp:obj:2"/></unix:file_test>
</tests>
<objects>
<unix:file_object id="oval:mssp:obj:1" version="1"><unix:filepath>/etc/passwd</unix:filepath></unix:file_object>
<unix:file_object id="oval:mssp:obj:2" version="1"><unix:filepath>/etc/no-such-file</unix:filepath></unix:file_object>
</objects>
</oval_definitions>
)";

bool there(const std::string& program) {
  if (fs::exists(program)) return true;
  WARN("skipped: " << program << " is not installed");
  return false;
}

// A provider with one customer, and one profile for the machine.
class Audited {
 public:
  explicit Audited(const std::string& profile) {
    write_whole(folder() / "etc/scan-profiles.yml", "profiles:\n  - {name: own, timeout: 30m, " + profile + "}\n");
    REQUIRE(run({"tenant", "create", "--name", "Acme", "--tier", "enterprise", "--seats", "2"}).status == 0);
  }
  const fs::path& folder() const { return folder_.path(); }

  Ended run(std::vector<std::string> words) const {
    words.insert(words.begin(), program().native());
    return Process(std::move(words), {{"SYNOS_MSSP_STORE", "sqlite://" + (folder() / "mssp.db").native()},
                                      {"SYNOS_MSSP_CONFIG_DIR", (folder() / "etc").native()},
                                      {"TMPDIR", folder().native()},
                                      {"PATH", "/usr/bin:/bin"}})
        .wait();
  }
  Ended scan() const { return run({"scan", "run", "--tenant", "acme", "--type", "full", "--profile", "own", "--format", "json"}); }
  nlohmann::json findings() const {
    return nlohmann::json::parse(run({"finding", "list", "--tenant", "acme", "--state", "all", "--format", "json"}).out);
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("OpenSCAP judges this machine by a benchmark, and what failed is a finding") {
  if (!there("/usr/bin/oscap")) return;
  const TemporaryFolder content;
  write_whole(content.path() / "xccdf.xml", xccdf);
  write_whole(content.path() / "oval.xml", oval);
  const Audited world("scanner: openscap, datastream: " + (content.path() / "xccdf.xml").native() + ", benchmark: xccdf_mssp_profile_all");
  for (int time = 0; time < 2; ++time) {
    const Ended ended = world.scan();
    INFO(ended.err);
    CHECK(ended.status == 0);
  }
  const auto findings = world.findings();
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].at("rule") == "xccdf_mssp_rule_gone");
  CHECK(findings[0].at("severity") == "medium");
  CHECK(findings[0].at("title") == "a file is missing");
}

TEST_CASE("a benchmark that OpenSCAP does not know is a run that failed, and nothing is imported") {
  if (!there("/usr/bin/oscap")) return;
  const TemporaryFolder content;
  write_whole(content.path() / "xccdf.xml", xccdf);
  write_whole(content.path() / "oval.xml", oval);
  const Audited world("scanner: openscap, datastream: " + (content.path() / "xccdf.xml").native() + ", benchmark: no_such_profile");
  CHECK(world.scan().status == 1);
  CHECK(world.findings().empty());
}

TEST_CASE("apt tells which packages of this machine could be newer") {
  if (!there("/usr/bin/apt-get")) return;
  const Audited world("scanner: packages");
  const Ended ended = world.scan();
  INFO(ended.err);
  if (ended.err.find("lists of packages") != std::string::npos) {
    CHECK(ended.status == 1);
    WARN("skipped: the lists of packages of this machine are old, or none");
    return;
  }
  CHECK(ended.status == 0);
  Process simulation({"/usr/bin/apt-get", "--simulate", "-o", "Debug::NoLocking=true", "--ignore-hold", "dist-upgrade"},
                     {{"LC_ALL", "C"}, {"PATH", "/usr/sbin:/usr/bin:/sbin:/bin"}});
  const std::string told = simulation.wait().out;
  const auto findings = world.findings();
  CHECK(told.find("\n" + std::to_string(findings.size()) + " upgraded, ") != std::string::npos);
  for (const auto& finding : findings) {
    INFO(finding.dump());
    CHECK(told.find("\nInst " + finding.at("rule").get<std::string>() + " [") != std::string::npos);
  }
}

TEST_CASE("lynis looks at this machine, and what it warns of or suggests is a finding") {
  if (!there("/usr/sbin/lynis")) return;
  const Audited world("scanner: lynis");
  const Ended ended = world.scan();
  INFO(ended.err);
  CHECK(ended.status == 0);
  const auto findings = world.findings();
  CHECK(findings.size() > 3);
  for (const auto& finding : findings) CHECK(finding.at("scanner") == "lynis");
}
