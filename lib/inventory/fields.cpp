#include "inventory/fields.hpp"

#include <algorithm>
#include <array>

#include "base/parse.hpp"
#include "base/text.hpp"

namespace mssp::inventory {
namespace {

constexpr std::size_t longest = 200;
constexpr std::int64_t year_1980 = 315'532'800;

}  // namespace

std::string word(std::string_view text) {
  text = trim(text);
  std::string shown = printable(text.substr(0, longest));
  return shown.size() > longest && valid_utf8(shown) ? printable(text.substr(0, longest / 10)) : shown;
}

std::string_view first(const json::Tree& tree, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    for (std::size_t i = 0; i < tree.keys().size(); ++i) {
      if (lower_ascii(tree.keys()[i]) == lower_ascii(key) && !trim(tree.items()[i].text()).empty()) return trim(tree.items()[i].text());
    }
  }
  return {};
}

std::optional<Instant> time_of(std::string_view text) {
  std::string written(trim(text));
  std::optional<Instant> at;
  if (const auto seconds = parse_integer(written)) {
    if (*seconds < 4'102'444'800) at = instant(*seconds);  // 2100
  } else {
    // "2025-09-15_08-00-00"
    if (written.size() == 19 && written[10] == '_') {
      written[10] = ' ';
      written[13] = written[16] = ':';
    }
    if (written.ends_with(" UTC")) written.resize(written.size() - 4);
    at = parse_instant(written, Zone::utc());
  }
  return at && epoch(*at) >= year_1980 ? at : std::nullopt;
}

std::string yes_or_no(std::string_view text) {
  constexpr std::array<std::string_view, 9> yes{"yes", "true", "1", "pass", "on", "enabled", "good", "active", "running"};
  constexpr std::array<std::string_view, 11> no{"no", "false", "0", "fail", "off", "disabled", "poor", "inactive", "stopped", "expired", "snoozed"};
  const std::string lower = lower_ascii(trim(text));
  if (std::find(yes.begin(), yes.end(), lower) != yes.end()) return "yes";
  return std::find(no.begin(), no.end(), lower) != no.end() ? "no" : "";
}

void Facts::add(std::string_view name, std::string_view item, std::string_view value) {
  if (value.empty() && name != device::fact::admin) return;
  std::string shown = word(item);
  if (known_.emplace(name, shown).second) sighting_.facts.push_back({std::string(name), std::move(shown), word(value)});
}

}  // namespace mssp::inventory
