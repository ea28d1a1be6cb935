#include "inventory/osquery_lines.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "inventory/fields.hpp"
#include "json/stream.hpp"

namespace mssp::inventory {

void read_osquery_lines(const Input& input,
                        const std::function<void(const OsqueryLine& line, const json::Tree& row, bool removed)>& each) {
  const auto take = [&](const json::Place& at, const json::Tree& tree) {
    const auto refuse = [&](const std::string& what) {
      throw Error(Code::invalid_input, input.name + ":" + std::to_string(at.line) + ": " + what, "a line of osquery's results log is expected");
    };
    if (tree.kind() != json::Tree::Kind::object) refuse("a result must be an object");
    OsqueryLine line{.line = at.line,
                     .host = lower_ascii(word(first(tree, {"hostIdentifier", "hostname"}))),
                     .query = lower_ascii(word(tree["name"].text())),
                     .at = time_of(tree["unixTime"].text()),
                     .snapshot = tree["snapshot"].kind() == json::Tree::Kind::array};
    if (line.host.empty()) refuse("a result without a host");
    if (line.query.empty()) refuse("a result without the name of its query");
    if (line.snapshot) {
      for (const json::Tree& row : tree["snapshot"].items()) each(line, row, false);
      if (tree["snapshot"].items().empty()) each(line, json::Tree(), false);
    } else if (tree["diffResults"]) {
      for (const json::Tree& row : tree["diffResults"]["added"].items()) each(line, row, false);
      for (const json::Tree& row : tree["diffResults"]["removed"].items()) each(line, row, true);
    } else if (tree["columns"].kind() == json::Tree::Kind::object) {
      each(line, tree["columns"], tree["action"].text() == "removed");
    } else {
      refuse("a result without columns, snapshot or diffResults");
    }
  };
  json::read_documents(input.open(), input.name, [&](std::size_t, const json::Place& at, json::Tree&& tree) {
    if (tree.kind() != json::Tree::Kind::array) return take(at, tree);
    for (const json::Tree& item : tree.items()) take(at, item);
  });
}

bool is_about(const OsqueryLine& line, std::string_view table) {
  if (!line.query.ends_with(table)) return false;
  if (line.query.size() == table.size()) return true;
  const char before = line.query[line.query.size() - table.size() - 1];
  return before == '_' || before == '-' || before == '/';
}

}  // namespace mssp::inventory
