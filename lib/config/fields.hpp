// Typed access to the nodes of a configuration file. Everything that is wrong goes to Problems and reading goes on with
// an empty value, so that one run finds every mistake.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/yaml.hpp"

namespace mssp::config {

// A mapping with its permitted keys. Refused at once: a node that is no mapping, keys not in `keys` (with the nearest,
// or the list of them all), and keys without a value. `what` names the thing in messages: "a tier".
class Fields {
 public:
  Fields(const Node& node, std::string_view what, std::initializer_list<std::string_view> keys, Problems& problems);

  // Null when the key is absent or was refused.
  const Node* find(std::string_view key) const;
  const Node* require(std::string_view key) const;  // and absence is a mistake

  Problems& problems() const { return *problems_; }

 private:
  const Node* node_;
  std::string what_;
  Problems* problems_;
};

// Each takes what Fields gives: a null pointer reads as empty, without a mistake.

// One line, not empty, at most `longest` bytes, no control characters. Quotes are optional.
std::optional<std::string> text(const Node* node, Problems& problems, std::size_t longest = 200);

// Decimal digits without quotes ("010" is ten), low..high.
std::optional<std::int64_t> integer(const Node* node, std::int64_t low, std::int64_t high, Problems& problems);

// A decimal number with up to three decimals, without quotes, 0..`high`, as thousandths: 0.3 is 300.
std::optional<std::int64_t> thousandths(const Node* node, std::int64_t high, Problems& problems);

std::string decimal(std::int64_t value);  // 300 is "0.3"

// `true` or `false` without quotes; the yes, on, y of older YAML are refused.
std::optional<bool> boolean(const Node* node, Problems& problems);

// The items of a list; none, with a mistake, when the node is something else. Null items are refused.
std::vector<const Node*> items(const Node* node, Problems& problems);

// Adds "'KEY' must be WANTED, not 'VALUE'" at the node.
void refuse(const Node& node, std::string_view wanted, Problems& problems, std::string hint = {});

// A text that `parse` (an std::optional-returning function of a string_view) accepts; `wanted` says what it is to be.
template <class Parse>
auto parsed(const Node* node, std::string_view wanted, Problems& problems, Parse parse)
    -> decltype(parse(std::string_view())) {
  const auto written = text(node, problems);
  if (!written) return std::nullopt;
  auto value = parse(std::string_view(*written));
  if (!value) refuse(*node, wanted, problems);
  return value;
}

// A text that `accept` (a predicate on a string_view) accepts.
template <class Accept>
std::optional<std::string> accepted(const Node* node, std::string_view wanted, Problems& problems, Accept accept) {
  return parsed(node, wanted, problems, [&](std::string_view written) {
    return accept(written) ? std::optional(std::string(written)) : std::nullopt;
  });
}

// One word of a table, as its value; the nearest word is suggested.
template <class T>
using Word = std::pair<std::string_view, T>;
std::optional<std::size_t> word_index(const Node* node, const std::vector<std::string>& words, Problems& problems);
template <class T>
std::optional<T> word(const Node* node, std::initializer_list<Word<T>> table, Problems& problems) {
  std::vector<std::string> words;
  for (const Word<T>& row : table) words.emplace_back(row.first);
  const auto index = word_index(node, words, problems);
  return index ? std::optional<T>((table.begin() + *index)->second) : std::nullopt;
}

// The word of a table that stands for a value; every value has one.
template <class T>
std::string_view word_of(T value, std::initializer_list<Word<T>> table) {
  for (const Word<T>& row : table) {
    if (row.second == value) return row.first;
  }
  return "";
}

// Forms that several files share.
std::optional<std::string> slug(const Node* node, Problems& problems);
std::optional<std::string> absolute_path(const Node* node, Problems& problems);
std::optional<std::string> zone_name(const Node* node, Problems& problems);      // IANA, known on this machine
std::optional<std::string> currency_code(const Node* node, Problems& problems);  // ISO 4217 form: three capitals

}  // namespace mssp::config
