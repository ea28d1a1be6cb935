#include "json/stream.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/text.hpp"

namespace mssp::json {
namespace {

// The blocks of a source as one sequence of characters, and where in it the parser is.
class Blocks {
 public:
  Blocks(const Source& source, const std::string& file, std::size_t longest_token)
      : source_(source), file_(file), longest_token_(longest_token) {
    refill();
  }

  bool ended() const { return at_ == filled_; }
  char current() const { return block_[at_]; }
  void next() {
    if (++at_ == filled_) refill();
  }
  // A token has ended: what comes now is counted anew.
  void mark() { marked_ = passed_ + at_; }

  std::size_t line() const {
    return lines_ + static_cast<std::size_t>(std::count(block_.begin(), block_.begin() + static_cast<std::ptrdiff_t>(at_), '\n'));
  }
  [[noreturn]] void fail(const std::string& what) const {
    throw Error(Code::invalid_input, printable(file_) + ":" + std::to_string(line()) + ": " + what);
  }

 private:
  void refill() {
    lines_ += static_cast<std::size_t>(std::count(block_.begin(), block_.begin() + static_cast<std::ptrdiff_t>(filled_), '\n'));
    passed_ += filled_;
    at_ = 0;
    filled_ = 0;
    if (passed_ - marked_ > longest_token_) fail("a text of more than " + std::to_string(longest_token_) + " bytes");
    filled_ = source_(block_.data(), block_.size());
  }

  const Source& source_;
  const std::string& file_;
  std::size_t longest_token_;
  std::array<char, 65536> block_{};
  std::size_t at_ = 0;
  std::size_t filled_ = 0;
  std::size_t passed_ = 0;  // bytes before this block
  std::size_t marked_ = 0;
  std::size_t lines_ = 1;
};

// The parser takes a pair of iterators: this one, and one without blocks as the end.
struct Letters {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = char;

  Blocks* blocks = nullptr;

  char operator*() const { return blocks->current(); }
  Letters& operator++() {
    blocks->next();
    return *this;
  }
  friend bool operator==(const Letters& a, const Letters& b) { return a.at_end() == b.at_end(); }
  friend bool operator!=(const Letters& a, const Letters& b) { return !(a == b); }

 private:
  bool at_end() const { return blocks == nullptr || blocks->ended(); }
};

using Paths = std::vector<std::vector<std::string>>;

Paths cut(const std::vector<std::string>& paths) {
  Paths all;
  for (const std::string& path : paths) {
    all.emplace_back();
    if (path.empty()) continue;
    for (const std::string_view part : split(path, '/')) all.back().emplace_back(part);
  }
  return all;
}

class Collector : public nlohmann::json_sax<nlohmann::json> {
 public:
  Collector(Blocks& blocks, const Paths& paths, const Part& part, const Limits& limits)
      : blocks_(blocks), paths_(paths), part_(part), limits_(limits), reached_(paths.size()) {}

  bool null() override { return leaf({}); }
  bool boolean(bool value) override { return leaf({Tree::Kind::boolean, value ? "true" : "false"}); }
  bool number_integer(number_integer_t value) override { return leaf({Tree::Kind::number, std::to_string(value)}); }
  bool number_unsigned(number_unsigned_t value) override { return leaf({Tree::Kind::number, std::to_string(value)}); }
  bool number_float(number_float_t, const string_t& text) override { return leaf({Tree::Kind::number, text}); }
  bool string(string_t& value) override { return leaf({Tree::Kind::text, std::move(value)}); }
  bool binary(binary_t&) override { blocks_.fail("binary values are not JSON"); }
  bool start_object(std::size_t) override { return open(Tree::Kind::object); }
  bool start_array(std::size_t) override { return open(Tree::Kind::array); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    blocks_.mark();
    if (!parts_.empty()) {
      if (parts_.back().has(name)) blocks_.fail("the key '" + printable(name) + "' is given twice");
      count(name);
      parts_.back().add_key(std::move(name));
    } else if (skipped_ == 0) {
      levels_.back().candidates = step(levels_.back().paths, name, levels_.size() - 1);
    }
    return true;
  }

  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    blocks_.fail(blocks_.ended() ? "the file ends too early" : "not valid JSON");
  }

  std::vector<bool> reached() const { return reached_; }

 private:
  // A container outside of any part.
  struct Level {
    bool is_array = false;
    std::size_t next = 0;                  // index of the next element
    std::vector<std::size_t> paths;        // that lead into it
    std::vector<std::size_t> candidates;   // that lead into its value at hand
  };

  std::vector<std::size_t> step(const std::vector<std::size_t>& from, std::string_view name, std::size_t depth) const {
    std::vector<std::size_t> into;
    for (const std::size_t i : from) {
      if (paths_[i].size() > depth && paths_[i][depth] == name) into.push_back(i);
    }
    return into;
  }

  // The paths that lead to the value that begins now.
  std::vector<std::size_t> leading() {
    if (levels_.empty()) {
      std::vector<std::size_t> all(paths_.size());
      for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
      return all;
    }
    Level& level = levels_.back();
    if (!level.is_array) return level.candidates;
    ++level.next;
    return step(level.paths, "*", levels_.size() - 1);
  }

  const std::size_t* wanted(const std::vector<std::size_t>& paths) const {
    const auto found = std::find_if(paths.begin(), paths.end(), [&](std::size_t i) { return paths_[i].size() == levels_.size(); });
    return found == paths.end() ? nullptr : &*found;
  }

  void count(const std::string& text) {
    bytes_ += text.size();
    if (bytes_ > limits_.part_bytes) blocks_.fail("a part of more than " + std::to_string(limits_.part_bytes) + " bytes");
    if (++values_ > limits_.part_values) blocks_.fail("a part of more than " + std::to_string(limits_.part_values) + " values");
  }

  bool leaf(Tree value) {
    blocks_.mark();
    if (!parts_.empty()) {
      count(value.text());
      parts_.back().add(std::move(value));
      return true;
    }
    if (skipped_ > 0) return true;
    const auto paths = leading();
    if (const std::size_t* path = wanted(paths)) give(*path, std::move(value));
    return true;
  }

  bool open(Tree::Kind kind) {
    blocks_.mark();
    if (levels_.size() + parts_.size() + skipped_ >= limits_.depth) {
      blocks_.fail("nested more than " + std::to_string(limits_.depth) + " deep");
    }
    if (!parts_.empty()) {
      count({});
      parts_.emplace_back(kind, std::string{});
      return true;
    }
    if (skipped_ > 0) {
      ++skipped_;
      return true;
    }
    auto paths = leading();
    if (const std::size_t* path = wanted(paths)) {
      pattern_ = *path;
      bytes_ = values_ = 0;
      parts_.emplace_back(kind, std::string{});
    } else if (paths.empty()) {
      skipped_ = 1;
    } else {
      for (const std::size_t i : paths) {
        if (paths_[i].size() == levels_.size() + 1) reached_[i] = (paths_[i].back() == "*") == (kind == Tree::Kind::array);
      }
      levels_.push_back({kind == Tree::Kind::array, 0, std::move(paths), {}});
    }
    return true;
  }

  bool close() {
    blocks_.mark();
    if (!parts_.empty()) {
      Tree ended = std::move(parts_.back());
      parts_.pop_back();
      if (parts_.empty()) {
        give(pattern_, std::move(ended));
      } else {
        parts_.back().add(std::move(ended));
      }
    } else if (skipped_ > 0) {
      --skipped_;
    } else {
      levels_.pop_back();
    }
    return true;
  }

  void give(std::size_t pattern, Tree&& tree) {
    Place place{{}, blocks_.line()};
    for (const Level& level : levels_) {
      if (level.is_array) place.indexes.push_back(level.next - 1);
    }
    part_(pattern, place, std::move(tree));
  }

  Blocks& blocks_;
  const Paths& paths_;
  const Part& part_;
  const Limits& limits_;
  std::vector<bool> reached_;
  std::vector<Level> levels_;
  std::vector<Tree> parts_;  // the part at hand and what is open in it
  std::size_t pattern_ = 0;  // of the part at hand
  std::size_t skipped_ = 0;  // how deep inside of what nobody wants
  std::size_t bytes_ = 0;
  std::size_t values_ = 0;
};

}  // namespace

std::vector<bool> read_parts(const Source& source, const std::string& file, const std::vector<std::string>& paths,
                             const Part& part, const Limits& limits) {
  Blocks blocks(source, file, limits.token_bytes);
  const Paths wanted = cut(paths);
  Collector collector(blocks, wanted, part, limits);
  nlohmann::json::sax_parse(Letters{&blocks}, Letters{}, &collector);
  return collector.reached();
}

void read_documents(const Source& source, const std::string& file, const Part& part, const Limits& limits) {
  Blocks blocks(source, file, limits.token_bytes);
  const Paths whole = cut({""});
  for (bool first = true;; first = false) {
    constexpr std::string_view between = " \t\r\n\xef\xbb\xbf";  // a byte order mark may stand at the start
    while (!blocks.ended() && between.substr(0, first ? 7 : 4).find(blocks.current()) != std::string_view::npos) {
      blocks.mark();
      blocks.next();
    }
    if (blocks.ended()) return;
    Collector collector(blocks, whole, part, limits);
    nlohmann::json::sax_parse(Letters{&blocks}, Letters{}, &collector, nlohmann::json::input_format_t::json, false);
  }
}

}  // namespace mssp::json
