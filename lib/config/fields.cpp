#include "config/fields.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/instant.hpp"
#include "base/parse.hpp"
#include "base/slug.hpp"
#include "base/text.hpp"

namespace mssp::config {
namespace {

// How messages name a node: by its key, or as an item of a list.
std::string subject(const Node& node) { return node.key.empty() ? "an item" : fmt::format("'{}'", shown(node.key)); }

bool is_plain(const Node& node) { return node.kind == Node::Kind::scalar && !node.quoted; }

// "D", "D.d", "D.dd" or "D.ddd" as thousandths.
std::optional<std::int64_t> parse_thousandths(std::string_view written) {
  const std::size_t point = written.find('.');
  std::string decimals = point == std::string_view::npos ? "0" : std::string(written.substr(point + 1));
  const auto whole = parse_integer(written.substr(0, point));
  if (decimals.empty() || decimals.size() > 3 || decimals.front() == '-' || written.starts_with('-')) return std::nullopt;
  decimals.resize(3, '0');
  const auto part = parse_integer(decimals);
  if (!whole || !part || *whole > 1'000'000'000) return std::nullopt;
  return *whole * 1000 + *part;
}

const Node* child(const Node& node, std::string_view key) {
  const auto found = std::find_if(node.children.begin(), node.children.end(), [&](const Node& each) { return each.key == key; });
  return found == node.children.end() ? nullptr : &*found;
}

}  // namespace

std::string decimal(std::int64_t value) {
  std::string out = fmt::format("{}.{:03}", value / 1000, value % 1000);
  while (out.back() == '0') out.pop_back();
  if (out.back() == '.') out.pop_back();
  return out;
}

Fields::Fields(const Node& node, std::string_view what, std::initializer_list<std::string_view> keys, Problems& problems)
    : node_(&node), what_(what), problems_(&problems) {
  if (node.kind != Node::Kind::mapping) {
    problems.add(node.place, fmt::format("{} must be a mapping of keys to values", what_));
    node_ = nullptr;
    return;
  }
  const std::vector<std::string> known(keys.begin(), keys.end());
  for (const Node& each : node.children) {
    if (std::find(known.begin(), known.end(), each.key) == known.end()) {
      const std::string nearest = did_you_mean(each.key, known);
      problems.add(each.key_place, fmt::format("unknown key '{}' in {}", shown(each.key), what_),
                   nearest.empty() ? "known keys: " + join(known, ", ") : nearest);
    } else if (each.kind == Node::Kind::null) {
      problems.add(each.key_place, fmt::format("'{}' has no value", shown(each.key)), "give it a value or remove the key");
    }
  }
}

const Node* Fields::find(std::string_view key) const {
  const Node* found = node_ ? child(*node_, key) : nullptr;
  return found && found->kind != Node::Kind::null ? found : nullptr;
}

const Node* Fields::require(std::string_view key) const {
  if (node_ && !child(*node_, key)) problems_->add(node_->place, fmt::format("'{}' is missing in {}", key, what_));
  return find(key);
}

void refuse(const Node& node, std::string_view wanted, Problems& problems, std::string hint) {
  const char* found[] = {"nothing", "", "a list", "a mapping"};
  const std::string value = node.kind == Node::Kind::scalar ? fmt::format("'{}'", shown(node.text))
                                                            : found[static_cast<int>(node.kind)];
  problems.add(node.place, fmt::format("{} must be {}, not {}", subject(node), wanted, value), std::move(hint));
}

std::optional<std::string> text(const Node* node, Problems& problems, std::size_t longest) {
  if (!node) return std::nullopt;
  if (node->kind != Node::Kind::scalar) {
    refuse(*node, "a text", problems);
  } else if (trim(node->text).empty()) {
    problems.add(node->place, fmt::format("{} is empty", subject(*node)));
  } else if (node->text.size() > longest) {
    problems.add(node->place, fmt::format("{} is longer than {} bytes", subject(*node), longest));
  } else if (has_control(node->text)) {
    problems.add(node->place, fmt::format("{} holds a line break or another control character", subject(*node)));
  } else {
    return node->text;
  }
  return std::nullopt;
}

std::optional<std::int64_t> integer(const Node* node, std::int64_t low, std::int64_t high, Problems& problems) {
  if (!node) return std::nullopt;
  const auto value = node->kind == Node::Kind::scalar ? parse_integer(node->text) : std::nullopt;
  if (value && is_plain(*node) && *value >= low && *value <= high) return value;
  refuse(*node, fmt::format("a whole number from {} to {}", low, high), problems, value && node->quoted ? "remove the quotes" : "");
  return std::nullopt;
}

std::optional<std::int64_t> thousandths(const Node* node, std::int64_t high, Problems& problems) {
  if (!node) return std::nullopt;
  const auto value = node->kind == Node::Kind::scalar ? parse_thousandths(node->text) : std::nullopt;
  if (value && is_plain(*node) && *value <= high) return value;
  refuse(*node, fmt::format("a number from 0 to {} with at most three decimals", decimal(high)), problems,
         value && node->quoted ? "remove the quotes" : "");
  return std::nullopt;
}

std::optional<bool> boolean(const Node* node, Problems& problems) {
  if (!node) return std::nullopt;
  if (is_plain(*node) && (node->text == "true" || node->text == "false")) return node->text == "true";
  refuse(*node, "true or false", problems, node->quoted && (node->text == "true" || node->text == "false") ? "remove the quotes" : "");
  return std::nullopt;
}

std::vector<const Node*> items(const Node* node, Problems& problems) {
  std::vector<const Node*> out;
  if (!node) return out;
  if (node->kind != Node::Kind::sequence) {
    refuse(*node, "a list", problems);
    return out;
  }
  for (const Node& each : node->children) {
    if (each.kind == Node::Kind::null) {
      problems.add(each.place, "an item of the list is empty");
    } else {
      out.push_back(&each);
    }
  }
  return out;
}

std::optional<std::size_t> word_index(const Node* node, const std::vector<std::string>& words, Problems& problems) {
  const auto written = text(node, problems);
  if (!written) return std::nullopt;
  const auto found = std::find(words.begin(), words.end(), *written);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  refuse(*node, "one of " + join(words, ", "), problems, did_you_mean(*written, words));
  return std::nullopt;
}

std::optional<std::string> slug(const Node* node, Problems& problems) {
  return accepted(node, "1 to 63 lower-case letters, digits and single hyphens", problems, is_slug);
}

std::optional<std::string> absolute_path(const Node* node, Problems& problems) {
  return accepted(node, "an absolute path", problems, [](std::string_view written) { return written.starts_with('/'); });
}

std::optional<std::string> zone_name(const Node* node, Problems& problems) {
  return accepted(node, "a time zone such as UTC or Europe/Berlin", problems,
                  [](std::string_view name) { return Zone::named(name).has_value(); });
}

std::optional<std::string> currency_code(const Node* node, Problems& problems) {
  return accepted(node, "a currency code such as USD", problems, [](std::string_view code) {
    return code.size() == 3 && std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  });
}

}  // namespace mssp::config
