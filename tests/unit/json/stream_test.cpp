#include "json/stream.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"

using namespace mssp;

namespace {

struct Seen {
  std::vector<std::string> parts;
  std::vector<bool> reached;
};

Seen parts(const std::string& text, const std::vector<std::string>& paths, std::size_t block = 3) {
  Seen seen;
  // Small blocks: a token may be cut anywhere.
  const Source source = [&, left = std::string_view(text)](char* buffer, std::size_t size) mutable {
    const std::size_t taken = left.copy(buffer, std::min(size, block));
    left.remove_prefix(taken);
    return taken;
  };
  seen.reached = json::read_parts(source, "f", paths, [&](std::size_t path, const json::Place& place, json::Tree&& tree) {
    std::string where = std::to_string(path) + "@";
    for (const std::size_t index : place.indexes) where += std::to_string(index) + ",";
    seen.parts.push_back(where + tree.text() + tree["id"].text());
  });
  return seen;
}

}  // namespace

TEST_CASE("only the parts that are wanted are given, with the indexes around them") {
  const std::string text =
      R"({"runs": [{"tool": {"id": "x"}, "skip": [[1, {"results": [2]}]], "results": [{"id": "a"}, {"id": "b"}]},)"
      R"( {"results": [{"id": "c", "deep": {"id": "no"}}]}], "version": 2.10, "no": null})";
  const Seen seen = parts(text, {"runs/*/results/*", "runs/*/tool", "version", "runs/*/none/*"});
  CHECK(seen.parts == std::vector<std::string>{"1@0,x", "0@0,0,a", "0@0,1,b", "0@1,0,c", "2@2.10"});
  CHECK(seen.reached == std::vector<bool>{true, true, true, false});
  CHECK(parts(text, {"runs/*/results/*"}, 65536).parts.size() == 3);
  CHECK(parts("[1, true, null, \"x\"]", {"*"}).parts == std::vector<std::string>{"0@0,1", "0@1,true", "0@2,", "0@3,x"});
  CHECK(parts("7", {""}).parts == std::vector<std::string>{"0@7"});
}

TEST_CASE("documents follow each other, on lines or not") {
  std::vector<std::string> seen;
  json::read_documents(from_text("\xef\xbb\xbf{\"id\": 1}\n\n{\"id\": 2} {\"id\":\n3}\n"), "f",
                       [&](std::size_t, const json::Place& place, json::Tree&& tree) {
                         seen.push_back(std::to_string(place.line) + ":" + tree["id"].text());
                       });
  CHECK(seen == std::vector<std::string>{"1:1", "3:2", "4:3"});
  CHECK_THROWS_AS(json::read_documents(from_text("{} x"), "f", [](std::size_t, const json::Place&, json::Tree&&) {}), Error);
}

TEST_CASE("a tree answers for what is not there") {
  json::Tree tree;
  json::read_parts(from_text(R"({"a": {"b": ["x", 1.50]}, "n": null, "t": true})"), "f", {""},
                   [&](std::size_t, const json::Place&, json::Tree&& whole) { tree = std::move(whole); });
  CHECK(tree["a"]["b"].items()[1].text() == "1.50");
  CHECK(tree["a"]["c"]["d"].text().empty());
  CHECK(tree["t"].is_true());
  CHECK_FALSE(tree["n"]);
  CHECK(tree.has("n"));
  CHECK(tree["a"]["b"]["x"].items().empty());
}
