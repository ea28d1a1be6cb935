// What apt says that it would upgrade.
#include <catch2/catch.hpp>

#include <algorithm>

#include "support/paths.hpp"
#include "support/test_world.hpp"
#include "unit/reader/collected.hpp"

using namespace mssp;
using finding::Severity;

namespace {

const std::string head = "Reading package lists...\nBuilding dependency tree...\nReading state information...\nCalculating upgrade...\n";

test::Collected told_by(const std::string& text) { return test::collect(head + text, "packages", "srv1"); }

}  // namespace

TEST_CASE("what a real machine would upgrade is told package by package") {
  const std::string bytes = test::read_whole(test::data("scans/packages/bookworm.txt"));
  const test::Collected told = test::collect(bytes, "auto", "srv1");
  CHECK(told.scanner == "packages");
  CHECK(told.facts.incomplete == "");
  CHECK(told.drafts.size() == 126);
  const auto find = [&](const std::string& package) {
    return *std::find_if(told.drafts.begin(), told.drafts.end(), [&](const auto& draft) { return draft.identity.rule == package; });
  };
  const finding::Draft security = find("libgcrypt20-dev");
  CHECK(security.identity.source == "packages/security");
  CHECK(security.identity.asset == "srv1");
  CHECK(security.severity == Severity::high);
  CHECK(security.title == "libgcrypt20-dev: security update");
  CHECK(security.description ==
        "1.10.1-3 is installed, 1.10.1-3+deb12u1 is offered by Debian:12.15/oldstable, Debian-Security:12/oldstable-security");
  CHECK(find("bash").identity.source == "packages/update");
  CHECK(find("bash").severity == Severity::low);
}

TEST_CASE("security suites are known by their names, of Debian then and now and of Ubuntu") {
  const auto [origins, security] = GENERATE(table<std::string, bool>({{"Debian-Security:12/stable-security", true},
                                                                      {"Debian-Security:10/oldstable", true},
                                                                      {"Ubuntu:22.04/jammy-updates, Ubuntu:22.04/jammy-security", true},
                                                                      {"UbuntuESM:22.04/jammy-infra-security", true},
                                                                      {"Ubuntu:22.04/jammy-updates", false},
                                                                      {"Google LLC:1.0/stable", false},
                                                                      {". stable main:stable", false}}));
  INFO(origins);
  const auto told = told_by("1 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\nInst a:i386 [1] (2 " + origins + " [i386]) [b:i386 ]\n");
  REQUIRE(told.drafts.size() == 1);
  CHECK(told.drafts[0].identity.rule == "a:i386");
  CHECK((told.drafts[0].severity == Severity::high) == security);
}

TEST_CASE("new packages are no results, and what is kept back stays as it was") {
  const auto told = told_by(
      "The following NEW packages will be installed:\n  linux-image-7\nThe following packages have been kept back:\n  php8 mariadb-server\n"
      "The following upgrades have been deferred due to phasing:\n  snapd\nThe following packages will be upgraded:\n  linux-image\n"
      "1 upgraded, 1 newly installed, 0 to remove and 3 not upgraded.\nInst linux-image-7 (7.1 Debian:12/stable [amd64])\n"
      "Inst linux-image [6.1] (7.1 Debian:12/stable [amd64])\nConf linux-image-7 (7.1 Debian:12/stable [amd64])\n");
  CHECK(told.facts.incomplete == "");
  REQUIRE(told.drafts.size() == 1);
  CHECK(told.drafts[0].identity.rule == "linux-image");
  REQUIRE(told.assets.size() == 1);
  CHECK(told.assets[0].undecided == std::vector<std::string>{"php8", "mariadb-server", "snapd"});
}

TEST_CASE("a machine that is up to date has no results") {
  const auto told = told_by("0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n");
  CHECK(told.facts.incomplete == "");
  CHECK(told.drafts.empty());
  CHECK(told.assets.size() == 1);
}

TEST_CASE("what is not apt's whole answer is no whole scan") {
  const std::string summary = "2 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n";
  const std::string one = "Inst a [1] (2 Debian:12/stable [amd64])\n";
  CHECK(told_by("").facts.incomplete == "apt's summary is missing");
  CHECK(told_by(one).facts.incomplete == "apt's summary is missing");
  CHECK(told_by(summary + one).facts.incomplete == "1 of the 2 packages that the summary counts");
  CHECK(told_by("E: The package x needs to be reinstalled, but I can't find an archive for it.\n" + summary).facts.incomplete ==
        "The package x needs to be reinstalled, but I can't find an archive for it.");
  CHECK(test::refusal(head + summary + "Inst a [1 (2\n", "packages") == "file:6: apt does not write 'Inst a [1 (2'");
  CHECK(test::refusal(head + summary + "Inst a [] (2 x [amd64])\n", "packages") == "file:6: apt does not write 'Inst a [] (2 x [amd64])'");
  CHECK(test::collect(head + summary, "packages").facts.partial != "");
}
