// The house rules of ARCHITECTURE.md that a machine can check.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "support/paths.hpp"

namespace {

namespace fs = std::filesystem;
const fs::path source = mssp::test::source_tree();

struct Line {
  fs::path file;  // relative to the source folder
  int number = 0;
  std::string text;
};

std::vector<Line> lines_of(const std::string& folder) {
  std::vector<Line> lines;
  for (const auto& entry : fs::recursive_directory_iterator(source / folder)) {
    const auto extension = entry.path().extension();
    if (extension != ".cpp" && extension != ".hpp") continue;
    std::ifstream stream(entry.path());
    std::string text;
    for (int number = 1; std::getline(stream, text); ++number) lines.push_back({entry.path().lexically_relative(source), number, text});
  }
  return lines;
}

std::string place(const Line& line) { return line.file.native() + ":" + std::to_string(line.number) + ": " + line.text; }

// "lib/sla/clock.cpp" is in "sla".
std::string folder_of(const fs::path& file) { return std::next(file.begin())->native(); }

// Arrows point down only: a folder may include its own level and those below.
const std::vector<std::set<std::string>> levels{
    {"base"},
    {"render", "json", "draw", "pdf", "mail", "config", "db", "audit", "cli", "world"},
    {"tenant", "user", "staff", "store"},
    {"sla", "schedule", "scan", "finding", "ticket", "monitor", "reader", "device", "inventory", "patch", "baseline"},
    {"onboard", "report", "today", "workload"},
};

int level_of(const std::string& folder) {
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (levels[i].contains(folder)) return static_cast<int>(i);
  }
  return -1;
}

// A header and the folders that alone may include it.
const std::vector<std::pair<std::string, std::set<std::string>>> guarded{
    {"<SQLiteCpp/", {"lib/db"}}, {"<sqlite3.h>", {"lib/db"}},        {"<yaml-cpp/", {"lib/config"}},
    {"<CLI/", {"lib/cli"}},      {"<hpdf.h>", {"lib/pdf"}},          {"<zlib.h>", {"lib/pdf", "lib/reader"}},
    {"<hb", {"lib/pdf"}},
    {"<png.h>", {"lib/pdf"}},    {"<absl/", {"lib/base"}},           {"<utf8proc.h>", {"lib/base"}},
    {"<nettle/", {"lib/base"}},  {"<expat.h>", {"lib/scan"}},        {"<nlohmann/", {"lib/json"}},
    {"<libpq", {"lib/db"}},      {"<curl/", {"libexec/deliver"}},
};

bool is_comment(const std::string& text) {
  const std::size_t first = text.find_first_not_of(' ');
  return first != std::string::npos && text.compare(first, 2, "//") == 0;
}

}  // namespace

TEST_CASE("includes point down only") {
  const std::regex include("^#include \"([^/\"]+)/[^\"]+\"");
  int edges = 0;
  for (const Line& line : lines_of("lib")) {
    std::smatch found;
    if (!std::regex_search(line.text, found, include)) continue;
    const std::string from = folder_of(line.file);
    INFO(place(line));
    REQUIRE(level_of(from) >= 0);  // a new folder has to be given its level above
    REQUIRE(level_of(found[1]) >= 0);
    CHECK(level_of(found[1]) <= level_of(from));
    ++edges;
  }
  CHECK(edges > 100);
}

TEST_CASE("no two folders of the library include each other") {
  const std::regex include("^#include \"([^/\"]+)/[^\"]+\"");
  std::map<std::string, std::set<std::string>> below;
  for (const Line& line : lines_of("lib")) {
    std::smatch found;
    const std::string from = folder_of(line.file);
    if (std::regex_search(line.text, found, include) && found[1] != from) below[from].insert(found[1]);
  }
  for (bool grown = true; grown;) {
    grown = false;
    for (auto& [folder, reached] : below) {
      const auto direct = reached;
      for (const std::string& next : direct) {
        for (const std::string& further : below[next]) grown = reached.insert(further).second || grown;
      }
    }
  }
  for (const auto& [folder, reached] : below) {
    INFO(folder);
    CHECK_FALSE(reached.contains(folder));
  }
}

TEST_CASE("each third-party header stays in its folder") {
  for (const std::string folder : {"lib", "apps", "libexec"}) {
    for (const Line& line : lines_of(folder)) {
      if (!line.text.starts_with("#include <")) continue;
      for (const auto& [header, folders] : guarded) {
        if (line.text.find(header) == std::string::npos) continue;
        INFO(place(line));
        bool allowed = false;
        for (const std::string& permitted : folders) allowed = allowed || line.file.native().starts_with(permitted + "/");
        CHECK(allowed);
      }
    }
  }
}

TEST_CASE("the world is touched in lib/world and main.cpp only") {
  const std::regex touches(R"(\bgetenv\b|system_clock::now|steady_clock::now|\bstd::(cout|cerr|cin)\b|\bisatty\b|\btime\(nullptr\)|\bgettimeofday\b)");
  for (const std::string folder : {"lib", "apps"}) {
    for (const Line& line : lines_of(folder)) {
      if (line.file.native().starts_with("lib/world/") || line.file == "apps/main.cpp" || is_comment(line.text)) continue;
      INFO(place(line));
      CHECK_FALSE(std::regex_search(line.text, touches));
    }
  }
}

TEST_CASE("SQL stays in the stores and lib/db") {
  const std::regex statement(R"("(SELECT|INSERT INTO|UPDATE|DELETE FROM) )");
  for (const std::string folder : {"lib", "apps", "libexec"}) {
    for (const Line& line : lines_of(folder)) {
      if (line.file.native().starts_with("lib/db/") || line.file == "lib/audit/audit.cpp") continue;
      if (line.file.stem().native().find("_store") != std::string::npos) continue;
      INFO(place(line));
      CHECK_FALSE(std::regex_search(line.text, statement));
    }
  }
}

TEST_CASE("files stay readable in one sitting") {
  std::map<std::string, int> sizes;
  for (const std::string folder : {"lib", "apps", "libexec"}) {
    for (const Line& line : lines_of(folder)) sizes[line.file.native()] = line.number;
  }
  for (const auto& [file, lines] : sizes) {
    INFO(file << ": " << lines << " lines");
    CHECK(lines <= 301);
  }
}

TEST_CASE("a header begins with what it is for") {
  for (const std::string folder : {"lib", "apps", "libexec"}) {
    for (const Line& line : lines_of(folder)) {
      if (line.number != 1 || line.file.extension() != ".hpp") continue;
      INFO(place(line));
      CHECK(line.text.starts_with("// "));
    }
  }
}
