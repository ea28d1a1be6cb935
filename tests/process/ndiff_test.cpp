// What changed between two scans, against the real ndiff(1). MSSP_NDIFF_SCANS names a folder of further scans: nmap's own
// test scans are not free to be copied here.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "reader/elements.hpp"
#include "support/process.hpp"

using namespace mssp;
using namespace mssp::test;

namespace {

namespace fs = std::filesystem;
using Ports = std::set<std::string>;  // "192.0.2.7 22/tcp", those that are open

struct Delta {
  Ports opened;
  Ports gone;
};

std::string address_in(const reader::Element& element) {
  std::string mac;
  for (const reader::Element& child : element.children) {
    std::string found;
    if (child.name == "address") {
      (child.attribute("addrtype") == "mac" ? mac : found) = child.attribute("addr");
    } else if (child.name == "a" || child.name == "b" || child.name == "host") {
      found = address_in(child);
    }
    if (!found.empty()) return found;
  }
  return mac;
}

// Open ports under an element, of the earlier scan (side a), the later one (b), or both where nothing tells them apart.
void collect(const reader::Element& element, const std::string& address, char side, Ports& before, Ports& after) {
  if (element.name == "port" && element["state"].attribute("state") == "open") {
    const std::string port = address + " " + std::string(element.attribute("portid")) + "/" + std::string(element.attribute("protocol"));
    if (side != 'b') before.insert(port);
    if (side != 'a') after.insert(port);
  }
  for (const reader::Element& child : element.children) {
    collect(child, address, child.name == "a" || child.name == "b" ? child.name.front() : side, before, after);
  }
}

// Nothing where ndiff fails: that of nmap 7.93 cannot sort the scripts of a port that has two.
std::optional<Delta> ndiff_of(const fs::path& from, const fs::path& to) {
  Process ndiff({"/usr/bin/ndiff", "--xml", from.native(), to.native()}, {{"PATH", "/usr/bin:/bin"}});
  const Ended ended = ndiff.wait();
  INFO(ended.err);
  if (ended.err.find("TypeError") != std::string::npos) return std::nullopt;
  REQUIRE(ended.status <= 1);  // 1: there are differences
  Ports before;
  Ports after;
  reader::read_elements(from_text(ended.out), "ndiff",
                        {.paths = {"hostdiff"}, .part = [&](std::size_t, reader::Element&& element, scan::Position) {
                           collect(element, address_in(element), ' ', before, after);
                         }});
  Delta delta;
  std::set_difference(after.begin(), after.end(), before.begin(), before.end(), std::inserter(delta.opened, delta.opened.end()));
  std::set_difference(before.begin(), before.end(), after.begin(), after.end(), std::inserter(delta.gone, delta.gone.end()));
  return delta;
}

Delta ours(TestWorld& world, const std::string& tenant, const fs::path& from, const fs::path& to) {
  const Ran created = world.run({"tenant", "create", "--name", tenant, "--tier", "enterprise", "--seats", "1"});
  REQUIRE(created.status == 0);
  for (const fs::path& file : {from, to}) {
    write_whole(world.at("/scan.xml"), read_whole(file));
    const Ran imported = world.run({"scan", "import", "--tenant", tenant, "--scanner", "nmap", "--accept-coverage", "--again", "/scan.xml"});
    INFO(imported.err);
    REQUIRE(imported.status == 0);
  }
  const Ran shown = world.run({"finding", "diff", "--tenant", tenant, "--from", "S-1", "--to", "S-2", "--format", "json"});
  REQUIRE(shown.status == 0);
  Delta delta;
  for (const auto& row : nlohmann::json::parse(shown.out)) {
    if (row.at("rule") != "open-port") continue;
    const std::string port = row.at("asset").get<std::string>() + " " + std::to_string(row.at("port").get<int>()) + "/" +
                             row.at("protocol").get<std::string>();
    (row.at("change") == "new" ? delta.opened : delta.gone).insert(port);
  }
  return delta;
}

std::vector<fs::path> scans() {
  std::vector<fs::path> folders{data("scans/libnmap")};
  if (const char* further = std::getenv("MSSP_NDIFF_SCANS")) folders.emplace_back(further);
  std::vector<fs::path> all;
  for (const fs::path& folder : folders) {
    for (const auto& entry : fs::directory_iterator(folder)) {
      // ndiff reads no entities either.
      if (entry.path().extension() == ".xml" && !entry.path().filename().native().starts_with("defused")) all.push_back(entry.path());
    }
  }
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

TEST_CASE("the ports that open and close between two scans are those of ndiff") {
  if (!fs::exists("/usr/bin/ndiff")) {
    WARN("skipped: ndiff is not installed");
    return;
  }
  TestWorld world;
  const std::vector<fs::path> files = scans();
  int pairs = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    for (const std::size_t step : {std::size_t{1}, std::size_t{4}}) {
      const fs::path& to = files[(i + step) % files.size()];
      INFO(files[i].filename() << " " << to.filename());
      const std::optional<Delta> wanted = ndiff_of(files[i], to);
      if (!wanted) continue;
      const Delta told = ours(world, "t" + std::to_string(++pairs), files[i], to);
      CHECK(told.opened == wanted->opened);
      CHECK(told.gone == wanted->gone);
    }
  }
  CHECK(pairs >= 15);
}
