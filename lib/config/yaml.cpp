#include "config/yaml.hpp"

#include <fmt/core.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <unordered_map>
#include <utility>

#include "base/text.hpp"

namespace mssp::config {
namespace {

// Ends the reading of a file whose mistake leaves no sense in the rest.
struct Unreadable {
  Place place;
  std::string message;
  std::string hint;
};

constexpr bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

int characters(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) { return !continues_character(c); }));
}

Place place_of_byte(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  return {static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
          characters(before.substr(line_start)) + 1};
}

// yaml-cpp counts columns in bytes. Remembers how far it counted, or a file of one long line would take quadratic time.
class Places {
 public:
  explicit Places(std::string_view text) : text_(text) {}

  Place operator()(const YAML::Mark& mark) {
    if (mark.is_null()) return {};
    const auto end = std::min(static_cast<std::size_t>(mark.pos), text_.size());
    const auto start = end - std::min(static_cast<std::size_t>(mark.column), end);
    if (start != line_start_ || end < counted_to_) {
      line_start_ = counted_to_ = start;
      column_ = 1;
    }
    column_ += characters(text_.substr(counted_to_, end - counted_to_));
    counted_to_ = end;
    return {mark.line + 1, column_};
  }

 private:
  std::string_view text_;
  std::size_t line_start_ = 0;
  std::size_t counted_to_ = 0;
  int column_ = 1;
};

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

// Refuses what yaml-cpp would take silently: it ends a file at byte 4 and replaces bytes that are not UTF-8.
void check_characters(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t next = at + 1;
    while (next < text.size() && continues_character(text[next])) ++next;
    const std::string_view character = text.substr(at, next - at);
    const bool plain = character.size() == 1 && text[at] >= ' ' && text[at] != 0x7F;
    const bool space = character == "\n" || character == "\t" || text.substr(at, 2) == "\r\n";
    if (!plain && !space) {
      if (!valid_utf8(character)) {
        throw Unreadable{place_of_byte(text, at), fmt::format("'{}' is not UTF-8", shown(character)), "save the file as UTF-8"};
      }
      if (has_control(character)) {
        throw Unreadable{place_of_byte(text, at), fmt::format("control character '{}'", printable(character)), ""};
      }
    }
    at = next;
  }
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
    problems_.add(places_(mark), "aliases are not supported", "write the value out");
    // Not null: one mistake, one message.
    leaf(mark, Node::Kind::scalar, "", true);
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

// yaml-cpp's words for the mistakes people make, in ours. Some of its messages go on with the offending text.
struct Translation {
  std::string_view theirs;
  std::string_view message;
  std::string_view hint;
};
constexpr std::string_view quote_it = "put quotes around text that holds ':', '#', '{', '[' or begins with '@', '`', '%', '*', '&' or '!'";
const Translation translations[] = {
    {YAML::ErrorMsg::END_OF_MAP_FLOW, "'{' is not closed by '}'", "check commas and braces"},
    {YAML::ErrorMsg::END_OF_SEQ_FLOW, "'[' is not closed by ']'", "check commas and brackets"},
    {YAML::ErrorMsg::END_OF_MAP, "this does not belong to the mapping above", "check the indentation"},
    {YAML::ErrorMsg::END_OF_SEQ, "this does not belong to the list above", "check the indentation"},
    {YAML::ErrorMsg::EOF_IN_SCALAR, "a quoted text is not closed", ""},
    {YAML::ErrorMsg::DOC_IN_SCALAR, "a quoted text is not closed before '---' or '...'", ""},
    {YAML::ErrorMsg::CHAR_IN_SCALAR, "a character that cannot stand here", quote_it},
    {YAML::ErrorMsg::UNKNOWN_TOKEN, "a character that cannot begin a value", quote_it},
    {YAML::ErrorMsg::MAP_VALUE, "':' cannot stand here", "check the indentation, and put quotes around text that holds ': '"},
    {YAML::ErrorMsg::MAP_KEY, "a key cannot stand here", "check the indentation"},
    {YAML::ErrorMsg::BLOCK_ENTRY, "'-' cannot stand here", "check the indentation"},
    {YAML::ErrorMsg::FLOW_END, "'}' or ']' without its beginning", quote_it},
    {YAML::ErrorMsg::INVALID_ESCAPE, "unknown escape in a double-quoted text", "use single quotes, or '\\\\' for a backslash"},
    {YAML::ErrorMsg::INVALID_HEX, "bad hexadecimal escape in a double-quoted text", ""},
    {YAML::ErrorMsg::INVALID_UNICODE, "bad Unicode escape in a double-quoted text", ""},
    {YAML::ErrorMsg::UNKNOWN_ANCHOR, "aliases are not supported", "write the value out, or put quotes around text that begins with '*'"},
    {YAML::ErrorMsg::ALIAS_NOT_FOUND, "aliases are not supported", quote_it},
    {YAML::ErrorMsg::MULTIPLE_ANCHORS, "anchors are not supported", quote_it},
    {YAML::ErrorMsg::TAG_WITH_NO_SUFFIX, "tags are not supported", quote_it},
    {YAML::ErrorMsg::ANCHOR_NOT_FOUND, "anchors are not supported", quote_it},
};

Unreadable translated(std::string_view text, const YAML::ParserException& failure) {
  const Place place = Places(text)(failure.mark);
  // A tab before the text of a line is the usual reason, and yaml-cpp has many names for it, some a line late.
  std::size_t start = 0;
  for (int line = 1; line <= place.line && start < text.size(); ++line) {
    const std::size_t word = text.find_first_not_of(" \t", start);
    const std::size_t tab = text.find('\t', start);
    if (line + 1 >= place.line && tab < word) return {place_of_byte(text, tab), "a tab cannot indent", "use spaces"};
    start = std::min(text.find('\n', start), text.size() - 1) + 1;
  }
  for (const Translation& translation : translations) {
    if (std::string_view(failure.msg).starts_with(translation.theirs)) {
      return {place, std::string(translation.message), std::string(translation.hint)};
    }
  }
  return {place, lower_ascii(shown(failure.msg)), ""};
}

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
