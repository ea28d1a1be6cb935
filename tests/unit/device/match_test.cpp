#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "device/intake.hpp"
#include "device/match.hpp"

using namespace mssp;
using namespace mssp::device;

namespace {

std::vector<Signal> signals(std::initializer_list<std::pair<Kind, std::string>> given) {
  std::vector<Signal> all;
  for (const auto& [kind, text] : given) all.push_back(signal(kind, text).value());
  return all;
}

}  // namespace

TEST_CASE("a signal has one spelling") {
  CHECK(signal(Kind::serial, " pf3xk1 ")->value == "PF3XK1");
  CHECK(signal(Kind::mac, "3C-22-FB-00-00-07")->value == "3c:22:fb:00:00:07");
  CHECK(signal(Kind::mac, "3c22.fb00.0007")->value == "3c:22:fb:00:00:07");
  CHECK(signal(Kind::uuid, "{4C4C4544-0042-3510-8052-B4C04F504432}")->value == "4c4c4544-0042-3510-8052-b4c04f504432");
  CHECK(signal(Kind::hostname, "Laptop-7.Acme.Example.")->value == "laptop-7.acme.example");
  CHECK(signal(Kind::serial, "a\x1b[2J")->value == "A\\U{1B}[2J");
  CHECK_FALSE(signal(Kind::mac, "3c:22:fb"));
  CHECK_FALSE(signal(Kind::uuid, "not-a-uuid"));
  CHECK_FALSE(signal(Kind::hostname, "..."));
  CHECK_FALSE(signal(Kind::serial, std::string(300, 'x')));
}

TEST_CASE("what makers and machines leave behind identifies nothing") {
  for (const char* serial : {"To be filled by O.E.M.", "Default string", "00000000", "0", "System Serial Number", "None", "N/A",
                             "Not Specified", "INVALID", "123456789", "xxxxxxx", "....", "AB"}) {
    INFO(serial);
    CHECK_FALSE(weakness(signal(Kind::serial, serial).value()).empty());
  }
  for (const char* mac : {"00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "02:42:ac:11:00:02", "0a:00:27:00:00:00", "01:00:5e:00:00:01"}) {
    INFO(mac);
    CHECK_FALSE(weakness(signal(Kind::mac, mac).value()).empty());
  }
  CHECK_FALSE(weakness(signal(Kind::uuid, "03000200-0400-0500-0006-000700080009").value()).empty());
  CHECK_FALSE(weakness(signal(Kind::uuid, "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF").value()).empty());
  CHECK_FALSE(weakness(signal(Kind::hostname, "localhost").value()).empty());
  CHECK(weakness(signal(Kind::serial, "VMware-56 4d 3a 0b").value()).empty());
  CHECK(weakness(signal(Kind::mac, "3c:22:fb:00:00:07").value()).empty());
}

TEST_CASE("a score adds what agrees and takes off what contradicts") {
  const auto known = signals({{Kind::serial, "S-100"}, {Kind::mac, "3c:22:fb:00:00:07"}, {Kind::hostname, "a"}});
  const auto points = [&](std::initializer_list<std::pair<Kind, std::string>> given) { return score(signals(given), known).points; };
  CHECK(points({{Kind::serial, "S-100"}}) == 80);
  CHECK(points({{Kind::serial, "S-100"}, {Kind::hostname, "b"}}) == 60);
  CHECK(points({{Kind::serial, "S-200"}, {Kind::hostname, "a"}}) == 0);
  CHECK(points({{Kind::mac, "3c:22:fb:00:00:07"}}) == 60);
  CHECK(points({{Kind::mac, "3c:22:fb:00:00:07"}, {Kind::hostname, "b"}}) == 40);
  CHECK(points({{Kind::mac, "3c:22:fb:00:00:08"}, {Kind::hostname, "a"}}) == 20);
  CHECK(points({{Kind::hostname, "a"}}) == 60);
  // Of several cards one is enough.
  CHECK(points({{Kind::mac, "3c:22:fb:00:00:08"}, {Kind::mac, "3c:22:fb:00:00:07"}}) == 60);
  CHECK(text(score(signals({{Kind::serial, "S-100"}, {Kind::hostname, "b"}}), known)) ==
        "serial 'S-100' agrees +80, hostname 'b' differs -20");
  // Numbers of two consoles say nothing of each other; a new number of the same one does.
  CHECK(score(signals({{Kind::agent, "fleet:1"}, {Kind::serial, "S-1000"}}), signals({{Kind::agent, "action1:1"}, {Kind::serial, "S-1000"}})).points == 80);
  CHECK(score(signals({{Kind::agent, "fleet:1"}, {Kind::serial, "S-1000"}}), signals({{Kind::agent, "fleet:2"}, {Kind::serial, "S-1000"}})).points == 60);
}

TEST_CASE("a record is of the device that is clearly ahead") {
  Register known;
  known.add(1, signals({{Kind::serial, "S-100"}, {Kind::hostname, "a"}}));
  known.add(2, signals({{Kind::agent, "fleet:2"}, {Kind::hostname, "b"}}));
  CHECK(known.decide(signals({{Kind::serial, "S-100"}})).verdict == Verdict::known);
  CHECK(known.decide(signals({{Kind::serial, "S-300"}, {Kind::hostname, "a"}})).verdict == Verdict::fresh);
  const Decision two = known.decide(signals({{Kind::serial, "S-100"}, {Kind::agent, "fleet:2"}}));
  CHECK(two.verdict == Verdict::unsure);
  REQUIRE(two.candidates.size() == 2);
  CHECK(two.candidates[0].device == 2);
  CHECK(known.decide({}).verdict == Verdict::fresh);
}

TEST_CASE("what devices share counts no more") {
  Register known;
  const auto dock = signals({{Kind::mac, "3c:22:fb:00:00:d0"}});
  known.add(1, signals({{Kind::serial, "S-100"}, {Kind::mac, "3c:22:fb:00:00:d0"}}));
  CHECK(known.decide(dock).verdict == Verdict::known);
  // Another laptop at the same dock: the serial says so.
  CHECK(known.decide(signals({{Kind::serial, "S-200"}, {Kind::mac, "3c:22:fb:00:00:d0"}})).verdict == Verdict::fresh);
  known.add(2, signals({{Kind::serial, "S-200"}, {Kind::mac, "3c:22:fb:00:00:d0"}}));
  CHECK(known.is_shared(dock.front()));
  CHECK(known.decide(dock).verdict == Verdict::fresh);
  for (int device = 10; device < 31; ++device) {
    known.add(device, signals({{Kind::serial, "IMAGE-" + std::to_string(device)}, {Kind::hostname, "macbook"}}));
  }
  CHECK(known.decide(signals({{Kind::hostname, "macbook"}})).verdict == Verdict::fresh);
}

TEST_CASE("a file tells of each device once") {
  const auto sighting = [](std::size_t line, const std::string& serial, const std::string& os) {
    Sighting made{.line = line};
    add_signal(made, Kind::serial, serial);
    made.details.os = os;
    return made;
  };
  Intake same("f.csv");
  same.add(sighting(2, "S-100", "x"));
  same.add(sighting(3, "S-100", "x"));
  const auto resolved = same.resolve({}, {}, {});
  CHECK(resolved[0].fate == Resolved::Fate::fresh);
  CHECK(resolved[1].fate == Resolved::Fate::repeated);
  Intake other("f.csv");
  other.add(sighting(2, "S-100", "x"));
  other.add(sighting(9, "S-100", "y"));
  CHECK_THROWS_WITH(other.resolve({}, {}, {}), Catch::Contains("f.csv:9") && Catch::Contains("line 2"));
  Intake empty("f.csv");
  CHECK_THROWS_WITH(empty.add(sighting(4, "Default string", "x")), Catch::Contains("f.csv:4"));
}

TEST_CASE("names are given once and are handles") {
  Names names;
  names.take("laptop");
  CHECK(names.give(signals({{Kind::hostname, "Laptop.acme.example"}})) == "laptop-2");
  CHECK(names.give(signals({{Kind::hostname, "laptop"}})) == "laptop-3");
  CHECK(names.give(signals({{Kind::serial, "5CG1"}})) == "device-5cg1");
  CHECK(names.give(signals({{Kind::hostname, "localhost"}, {Kind::mac, "3c:22:fb:00:00:07"}})) == "device-3c-22-fb-00-00-07");
  CHECK(names.give(signals({{Kind::hostname, "Büro-Ünï"}})) == "buro-uni");
  CHECK(names.give(signals({{Kind::hostname, "服务器"}})) == "device");
}
