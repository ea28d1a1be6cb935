#include "config/yaml_plain.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace mssp::config {
namespace {

constexpr std::size_t deepest_plain = 8;
constexpr std::size_t most_keys = 64;  // of one mapping: they are compared with each other

struct Doubtful {};  // never leaves this file

bool alphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
bool beyond_ascii(char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; }
bool key_char(char c) { return alphanumeric(c) || c == '_' || c == '-'; }
bool plain_char(char c) {
  return key_char(c) || beyond_ascii(c) || c == ' ' || c == '.' || c == '/' || c == '+' || c == ':' || c == '(' || c == ')' || c == '@';
}

// A line that is not blank, without its comment.
struct Line {
  int number = 0;
  std::size_t indent = 0;
  std::string_view text;  // from its beginning, without blanks at the end
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  int number = 0;
  while (!text.empty()) {
    ++number;
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t indent = line.find_first_not_of(' ');
    if (indent == std::string_view::npos || line[indent] == '#') continue;
    char quote = '\0';
    for (std::size_t i = indent; i < line.size(); ++i) {
      const char c = line[i];
      if (c == '\t' || c == '\r') throw Doubtful{};
      if (quote != '\0') {
        if (c == quote) quote = '\0';
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '#' && line[i - 1] == ' ') {
        line = line.substr(0, i);
      }
    }
    if (quote != '\0') throw Doubtful{};
    line = line.substr(0, line.find_last_not_of(' ') + 1);
    lines.push_back({number, indent, line});
  }
  return lines;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : lines_(lines_of(text)) {}

  Node read() {
    if (lines_.empty() || lines_.front().indent != 0) throw Doubtful{};
    Node root = mapping(0, 0);
    if (next_ != lines_.size()) throw Doubtful{};
    return root;
  }

 private:
  // Where the reader is within a line: `at` is the first byte not read.
  struct Spot {
    const Line* line = nullptr;
    std::size_t at = 0;

    bool done() const { return at >= line->text.size(); }
    char now() const { return done() ? '\0' : line->text[at]; }
    void blanks() {
      while (now() == ' ') ++at;
    }
    Place place() const {
      const auto before = line->text.substr(0, at);
      const auto inner = std::count_if(before.begin(), before.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; });
      return {line->number, static_cast<int>(at) - static_cast<int>(inner) + 1};
    }
  };

  // A block mapping whose keys stand in column `indent`; the first one in the line that is next, at `indent` too.
  Node mapping(std::size_t indent, std::size_t depth) {
    Node node = make(Node::Kind::mapping, {&lines_.at(next_), indent}, depth);
    while (next_ < lines_.size()) {
      const Line& line = lines_[next_];
      const bool first = node.children.empty();
      if (!first && line.indent < indent) break;
      if (!first && line.indent != indent) throw Doubtful{};
      Spot spot{&line, indent};
      if (!first && spot.now() == '-') break;
      const Place key_place = spot.place();
      std::string name = key(spot);
      Node value;
      if (spot.done()) {
        ++next_;
        value = nested(indent, depth + 1);
      } else {
        if (spot.now() != ' ') throw Doubtful{};
        spot.blanks();
        value = one_line(spot, depth + 1);
        ++next_;
        // Plain words go on in lines that stand deeper.
        if (next_ < lines_.size() && lines_[next_].indent > indent) throw Doubtful{};
      }
      add(node, std::move(value), std::move(name), key_place);
    }
    return node;
  }

  // What stands below a key without a value.
  Node nested(std::size_t indent, std::size_t depth) {
    if (next_ >= lines_.size() || lines_[next_].indent <= indent) throw Doubtful{};
    const Line& line = lines_[next_];
    if (line.text[line.indent] == '-') return sequence(line.indent, depth);
    return mapping(line.indent, depth);
  }

  Node sequence(std::size_t indent, std::size_t depth) {
    Node node = make(Node::Kind::sequence, {&lines_.at(next_), indent}, depth);
    while (next_ < lines_.size() && lines_[next_].indent >= indent) {
      const Line& line = lines_[next_];
      if (line.indent != indent || line.text.substr(indent, 2) != "- ") throw Doubtful{};
      Spot spot{&line, indent + 1};
      spot.blanks();
      if (spot.done() || spot.now() == '-') throw Doubtful{};
      if (begins_mapping(spot)) {
        node.children.push_back(mapping(spot.at, depth + 1));
        continue;
      }
      node.children.push_back(one_line(spot, depth + 1));
      ++next_;
    }
    return node;
  }

  static bool begins_mapping(const Spot& spot) {
    const std::string_view rest = spot.line->text.substr(spot.at);
    const auto end = static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), key_char) - rest.begin());
    return end > 0 && end < rest.size() && rest[end] == ':' && (end + 1 == rest.size() || rest[end + 1] == ' ');
  }

  static std::string key(Spot& spot) {
    const std::size_t from = spot.at;
    while (key_char(spot.now())) ++spot.at;
    std::string name(spot.line->text.substr(from, spot.at - from));
    if (name.empty() || name.front() == '-' || name == "null" || name == "Null" || name == "NULL" || spot.now() != ':') throw Doubtful{};
    ++spot.at;
    return name;
  }

  // A value that takes the rest of its line.
  Node one_line(Spot& spot, std::size_t depth) {
    Node node = value(spot, depth, false);
    spot.blanks();
    if (!spot.done()) throw Doubtful{};
    return node;
  }

  Node value(Spot& spot, std::size_t depth, bool flow) {
    switch (spot.now()) {
      case '[':
        return flow_sequence(spot, depth);
      case '{':
        return flow_mapping(spot, depth);
      case '"':
      case '\'':
        return quoted(spot);
      default:
        return plain(spot, flow);
    }
  }

  Node flow_sequence(Spot& spot, std::size_t depth) {
    Node node = make(Node::Kind::sequence, spot, depth);
    ++spot.at;
    spot.blanks();
    while (spot.now() != ']') {
      node.children.push_back(value(spot, depth + 1, true));
      separate(spot, ']');
    }
    ++spot.at;
    return node;
  }

  Node flow_mapping(Spot& spot, std::size_t depth) {
    Node node = make(Node::Kind::mapping, spot, depth);
    ++spot.at;
    spot.blanks();
    while (spot.now() != '}') {
      const Place key_place = spot.place();
      std::string name = key(spot);
      if (spot.now() != ' ') throw Doubtful{};
      spot.blanks();
      Node each = value(spot, depth + 1, true);
      separate(spot, '}');
      add(node, std::move(each), std::move(name), key_place);
    }
    ++spot.at;
    return node;
  }

  // After a value of a flow: a comma and another one, or the end.
  static void separate(Spot& spot, char end) {
    spot.blanks();
    if (spot.now() == end) return;
    if (spot.now() != ',') throw Doubtful{};
    ++spot.at;
    spot.blanks();
    if (spot.now() == end || spot.now() == ',') throw Doubtful{};
  }

  Node quoted(Spot& spot) {
    Node node = make(Node::Kind::scalar, spot, 0);
    const char quote = spot.now();
    const std::string_view text = spot.line->text;
    const std::size_t end = text.find(quote, spot.at + 1);
    if (end == std::string_view::npos || (end + 1 < text.size() && text[end + 1] == quote)) throw Doubtful{};
    node.text = text.substr(spot.at + 1, end - spot.at - 1);
    node.quoted = true;
    if (node.text.find('\\') != std::string::npos) throw Doubtful{};
    spot.at = end + 1;
    if (const char next = spot.now(); next != '\0' && next != ' ' && next != ',' && next != ']' && next != '}') throw Doubtful{};
    return node;
  }

  Node plain(Spot& spot, bool flow) {
    Node node = make(Node::Kind::scalar, spot, 0);
    const std::size_t from = spot.at;
    if (!alphanumeric(spot.now()) && !beyond_ascii(spot.now())) throw Doubtful{};
    while (!spot.done() && plain_char(spot.now())) ++spot.at;
    const char after = spot.now();
    if (after != '\0' && !(flow && (after == ',' || after == ']' || after == '}'))) throw Doubtful{};
    std::string_view text = spot.line->text.substr(from, spot.at - from);
    text = text.substr(0, text.find_last_not_of(' ') + 1);
    if (text.find(": ") != std::string_view::npos || text.ends_with(':') || text == "null" || text == "Null" || text == "NULL") throw Doubtful{};
    node.text = text;
    return node;
  }

  Node make(Node::Kind kind, const Spot& spot, std::size_t depth) {
    if (depth > deepest_plain || ++values_ > most_values) throw Doubtful{};
    Node node;
    node.kind = kind;
    node.place = spot.place();
    return node;
  }

  static void add(Node& node, Node value, std::string key, const Place& key_place) {
    const bool twice = std::any_of(node.children.begin(), node.children.end(), [&](const Node& each) { return each.key == key; });
    if (twice || node.children.size() == most_keys) throw Doubtful{};
    value.key = std::move(key);
    value.key_place = key_place;
    node.children.push_back(std::move(value));
  }

  std::vector<Line> lines_;
  std::size_t next_ = 0;
  std::size_t values_ = 0;
};

}  // namespace

std::optional<Node> parse_plain_yaml(std::string_view text) {
  try {
    return Reader(text).read();
  } catch (const Doubtful&) {
    return std::nullopt;
  }
}

}  // namespace mssp::config
