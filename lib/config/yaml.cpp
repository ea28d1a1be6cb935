#include "config/yaml.hpp"

#include <fmt/core.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <unordered_map>
#include <utility>

#include "config/yaml_mistakes.hpp"

namespace mssp::config {
namespace {

// yaml-cpp ends a quoted text at the end of the file as if it were closed there.
bool closed(std::string_view from_quote) {
  const char quote = from_quote.front();
  for (std::size_t at = 1; at < from_quote.size(); ++at) {
    if (quote == '"' && from_quote[at] == '\\') {
      ++at;
    } else if (from_quote[at] == quote) {
      if (quote == '"' || !from_quote.substr(at + 1).starts_with('\'')) return true;
      ++at;
    }
  }
  return false;
}

class Builder : public YAML::EventHandler {
 public:
  Builder(std::string_view text, Problems& problems) : text_(text), places_(text), problems_(problems) {}

  Node take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (!std::exchange(started_, true)) return;
    if (at(mark).starts_with("---")) {
      throw Unreadable{places_(mark), "a second document begins here", "a file holds one document"};
    }
    throw Unreadable{places_(mark), "text after the end of the document", "check the indentation"};
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { leaf(mark, Node::Kind::null, "", false); }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    throw Unreadable{places_(mark), "aliases are not supported", "write the value out"};
  }

  void OnAnchor(const YAML::Mark& mark, const std::string& name) override {
    problems_.add(places_(mark), fmt::format("anchors are not supported: '&{}'", shown(name)), "write the value out where it is used");
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, const std::string& value) override {
    refuse_tag(mark, tag);
    if (tag == "!" && at(mark).find_first_of("\"'") == 0 && !closed(at(mark))) {
      throw Unreadable{places_(mark), "a quoted text is not closed", ""};
    }
    leaf(mark, Node::Kind::scalar, value, tag != "?");
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, YAML::EmitterStyle::value) override {
    refuse_tag(mark, tag);
    open(mark, Node::Kind::sequence);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, YAML::EmitterStyle::value) override {
    refuse_tag(mark, tag);
    open(mark, Node::Kind::mapping);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Level {
    Node node;
    std::unordered_map<std::string, Place> keys;
    bool has_key = false;  // a mapping's key has been read, its value has not
    std::string key;
    Place key_place;
  };

  std::string_view at(const YAML::Mark& mark) const {
    return text_.substr(std::min(static_cast<std::size_t>(std::max(mark.pos, 0)), text_.size()));
  }

  // "?" and "!" are what yaml-cpp gives plain and quoted values; "! x" looks the same but for the text itself.
  void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    if ((tag.empty() || tag == "?" || tag == "!") && !at(mark).starts_with('!')) return;
    problems_.add(places_(mark), fmt::format("tags are not supported: '{}'", shown(tag)), "remove the tag");
  }

  bool key_expected() const { return !levels_.empty() && levels_.back().node.kind == Node::Kind::mapping && !levels_.back().has_key; }

  void leaf(const YAML::Mark& mark, Node::Kind kind, const std::string& value, bool quoted) {
    const Place place = places_(mark);
    if (key_expected()) {
      if (kind == Node::Kind::null) throw Unreadable{place, "a key is missing before ':'", ""};
      Level& level = levels_.back();
      level.has_key = true;
      level.key = value;
      level.key_place = place;
      return;
    }
    Node node;
    node.kind = kind;
    node.place = place;
    node.text = value;
    node.quoted = quoted;
    put(std::move(node));
  }

  void open(const YAML::Mark& mark, Node::Kind kind) {
    const Place place = places_(mark);
    if (key_expected()) throw Unreadable{place, "a key must be a plain word", "put quotes around text that begins with '{' or '['"};
    if (levels_.size() == deepest) throw Unreadable{place, fmt::format("nested deeper than {} levels", deepest), ""};
    Level level;
    level.node.kind = kind;
    level.node.place = place;
    levels_.push_back(std::move(level));
  }

  void close() {
    Node node = std::move(levels_.back().node);
    levels_.pop_back();
    put(std::move(node));
  }

  void put(Node node) {
    if (++values_ > most_values) throw Unreadable{node.place, fmt::format("more than {} values", most_values), ""};
    if (levels_.empty()) {
      root_ = std::move(node);
      return;
    }
    Level& level = levels_.back();
    if (level.node.kind == Node::Kind::mapping) {
      level.has_key = false;
      const auto [first, is_new] = level.keys.emplace(level.key, level.key_place);
      if (!is_new) {
        problems_.add(level.key_place, fmt::format("duplicate key '{}'", shown(level.key)),
                      fmt::format("it stands in line {} already", first->second.line));
        return;
      }
      node.key = std::move(level.key);
      node.key_place = level.key_place;
    }
    level.node.children.push_back(std::move(node));
  }

  std::string_view text_;
  Places places_;
  Problems& problems_;
  Node root_;
  std::vector<Level> levels_;
  std::size_t values_ = 0;
  bool started_ = false;
};

void read_document(std::string_view text, Builder& builder) {
  std::istringstream stream{std::string(text)};
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::ParserException& failure) {
    throw translated(text, failure);
  }
}

}  // namespace

std::optional<Node> parse_yaml(std::string_view text, Problems& problems) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  try {
    if (text.size() > largest_file) {
      throw Unreadable{{}, fmt::format("the file is larger than {} MiB", largest_file >> 20), ""};
    }
    check_characters(text);
    Builder builder(text, problems);
    read_document(text, builder);
    return builder.take();
  } catch (const Unreadable& reason) {
    problems.add(reason.place, reason.message, reason.hint);
    return std::nullopt;
  }
}

}  // namespace mssp::config
