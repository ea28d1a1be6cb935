#include "config/tiers.hpp"

#include <fmt/core.h>

#include <map>
#include <utility>

#include "config/fields.hpp"

namespace mssp::config {
namespace {

constexpr std::int64_t most_assets = 10'000'000;
constexpr std::int64_t most_scans = 1'000'000;
constexpr std::int64_t highest_price = 100'000'000'000;  // a thousand million, in minor units

bool is_word(const Node& node, std::string_view word) { return node.kind == Node::Kind::scalar && node.text == word; }

std::optional<std::int64_t> limit(const Node* node, std::int64_t highest, Problems& problems) {
  if (!node || is_word(*node, "unlimited")) return std::nullopt;
  Problems rejected(problems.file());
  const auto value = integer(node, 0, highest, rejected);
  if (!value) refuse(*node, fmt::format("a whole number from 0 to {} without quotes, or unlimited", highest), problems);
  return value;
}

std::optional<Price> price(const Node* node, Problems& problems) {
  if (!node || is_word(*node, "custom")) return std::nullopt;
  if (node->kind != Node::Kind::mapping) {
    refuse(*node, "{amount: MINOR UNITS, currency: CODE} or custom", problems);
    return std::nullopt;
  }
  const Fields fields(*node, "a price", {"amount", "currency"}, problems);
  return Price{integer(fields.require("amount"), 0, highest_price, problems).value_or(0),
               currency_code(fields.require("currency"), problems).value_or("")};
}

Tier tier(const Node& node, Problems& problems) {
  const Fields fields(node, "a tier", {"name", "version", "assets", "scans_per_month", "support", "price"}, problems);
  Tier out;
  out.name = slug(fields.require("name"), problems).value_or("");
  out.version = static_cast<int>(integer(fields.find("version"), 1, 1'000'000, problems).value_or(1));
  out.assets = limit(fields.require("assets"), most_assets, problems);
  out.scans_per_month = limit(fields.require("scans_per_month"), most_scans, problems);
  out.support = text(fields.require("support"), problems, 100).value_or("");
  out.price = price(fields.require("price"), problems);
  out.line = node.place.line;
  return out;
}

}  // namespace

std::vector<Tier> built_in_tiers() {
  return {{"starter", 1, 10, 4, "email", Price{50'000, "USD"}, 0},
          {"professional", 1, 50, 8, "phone", Price{200'000, "USD"}, 0},
          {"enterprise", 1, std::nullopt, std::nullopt, "24/7", std::nullopt, 0}};
}

std::vector<Tier> read_tiers(std::string_view written, Problems& problems) {
  const auto root = parse_yaml(written, problems);
  if (!root) return {};
  const Fields fields(*root, "tiers.yml", {"tiers"}, problems);
  const Node* list = fields.require("tiers");
  std::vector<Tier> out;
  std::map<std::pair<std::string, int>, int> lines;
  for (const Node* node : items(list, problems)) {
    Tier each = tier(*node, problems);
    const auto [first, is_new] = lines.emplace(std::pair(each.name, each.version), each.line);
    if (!is_new && !each.name.empty()) {
      problems.add(node->place, fmt::format("tier '{}' version {} stands twice", each.name, each.version),
                   fmt::format("it stands in line {} already", first->second));
    }
    out.push_back(std::move(each));
  }
  if (list && list->kind == Node::Kind::sequence && list->children.empty()) {
    problems.add(list->place, "there must be at least one tier", "remove the file for the built-in tiers");
  }
  return out;
}

}  // namespace mssp::config
