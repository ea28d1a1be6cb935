#include "tenant/import.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "base/csv_table.hpp"
#include "base/error.hpp"
#include "base/parse.hpp"
#include "base/slug.hpp"
#include "base/text.hpp"
#include "json/read.hpp"

namespace mssp::tenant {
namespace {

constexpr std::array<std::string_view, 7> keys{"name", "tier", "seats", "slug", "status", "timezone", "contact"};

std::vector<std::string> key_list() { return {keys.begin(), keys.end()}; }

std::size_t index_of(std::string_view key) {
  return static_cast<std::size_t>(std::find(keys.begin(), keys.end(), key) - keys.begin());
}

std::string text_of(const render::Value& value) {
  if (const auto* text = std::get_if<std::string>(&value.content())) return *text;
  if (const auto* number = std::get_if<std::int64_t>(&value.content())) return std::to_string(*number);
  return {};
}

std::vector<CsvLine> json_lines(std::string_view text, const std::string& file, LineMistakes& mistakes) {
  std::vector<CsvLine> lines;
  std::size_t number = 0;
  for (const std::string_view part : split(text, '\n')) {
    ++number;
    if (trim(part).empty()) continue;
    try {
      const render::Value value = json::read(part, fmt::format("{}:{}", file, number));
      const auto* object = std::get_if<render::Object>(&value.content());
      if (object == nullptr) {
        mistakes.add(number, "expected an object");
        continue;
      }
      CsvLine& line = lines.emplace_back(CsvLine{number, std::vector<std::string>(keys.size())});
      for (const render::Member& member : object->members) {
        const std::size_t index = index_of(member.key);
        if (index == keys.size()) refuse_key(file, number, member.key, key_list());
        line.values.at(index) = text_of(member.value);
      }
    } catch (const Error& error) {
      const std::string place = fmt::format("{}:{}: ", file, number);
      mistakes.add(number, error.message().substr(error.message().starts_with(place) ? place.size() : 0));
    }
  }
  return lines;
}

// Zones, checked once each: thousands of tenants share a few.
class Zones {
 public:
  bool known(const std::string& name) {
    const auto found = seen_.find(name);
    if (found != seen_.end()) return found->second;
    return seen_.emplace(name, Zone::named(name).has_value()).first->second;
  }

 private:
  std::unordered_map<std::string, bool> seen_;
};

Tenant tenant_of(const CsvLine& line, const std::vector<config::Tier>& tiers, Zones& zones, const std::string& default_zone,
                 Instant now) {
  const auto fail = [](const std::string& what) -> void { throw Error(Code::invalid_input, what); };
  const std::string& name = line.values[0];
  const std::string& tier = line.values[1];
  const std::string& seats = line.values[2];
  const std::string& slug = line.values[3];
  const std::string& status = line.values[4];
  const std::string& zone = line.values[5];
  const std::string& contact = line.values[6];
  Tenant tenant;
  tenant.name = checked_name(name);
  if (!slug.empty() && !is_slug(slug)) fail("slug '" + printable(slug) + "' must be lower-case letters, digits and hyphens");
  tenant.slug = slug_for(tenant.name, slug.empty() ? std::nullopt : std::optional(slug));
  const auto has_name = [&wanted = tier](const config::Tier& candidate) { return candidate.name == wanted; };
  if (std::none_of(tiers.begin(), tiers.end(), has_name)) fail("no tier '" + printable(tier) + "'");
  tenant.tier = tier;
  const auto count = parse_integer(seats);
  if (!count || *count < 1 || *count > most_seats) {
    fail(fmt::format("seats must be a whole number from 1 to {}, not '{}'", most_seats, printable(seats)));
  }
  tenant.seats = *count;
  if (!status.empty()) {
    const auto state = parse_status(status);
    if (!state || *state > Status::active) fail("status must be prospect, onboarding or active, not '" + printable(status) + "'");
    tenant.status = *state;
  }
  tenant.timezone = zone.empty() ? default_zone : zone;
  if (!zones.known(tenant.timezone)) fail("no time zone '" + printable(zone) + "'");
  if (!contact.empty()) {
    const auto address = parse_email(contact);
    if (!address) fail("contact must be an e-mail address, not '" + printable(contact) + "'");
    tenant.contact = *address;
  }
  tenant.created_at = now;
  return tenant;
}

}  // namespace

std::vector<Imported> read_import(std::string_view text, const std::string& file, const std::vector<config::Tier>& tiers,
                                  const std::vector<std::string>& taken, const std::string& default_zone, Instant now) {
  if (!valid_utf8(text)) throw Error(Code::invalid_input, file + ": not UTF-8 text");
  LineMistakes mistakes(file);
  const bool is_json = trim(text).starts_with('{');
  const std::vector<CsvLine> lines = is_json ? json_lines(text, file, mistakes) : read_csv_table(text, file, key_list(), mistakes);
  std::vector<Imported> tenants;
  tenants.reserve(lines.size());
  std::unordered_map<std::string_view, std::size_t> line_of;
  Zones zones;
  for (const CsvLine& line : lines) {
    try {
      tenants.push_back({line.number, tenant_of(line, tiers, zones, default_zone, now)});
    } catch (const Error& error) {
      mistakes.add(line.number, error.message());
      continue;
    }
    // Reserved above, so the slug's text stays where it is.
    const std::string& slug = tenants.back().tenant.slug;
    const auto [earlier, is_new] = line_of.emplace(slug, line.number);
    if (!is_new) mistakes.add(line.number, fmt::format("slug '{}' is that of line {}", slug, earlier->second));
    if (std::binary_search(taken.begin(), taken.end(), slug)) {
      mistakes.add(line.number, fmt::format("tenant '{}' exists already", slug));
    }
  }
  mistakes.throw_if_any();
  if (tenants.empty()) throw Error(Code::invalid_input, file + ": no tenants in it");
  return tenants;
}

}  // namespace mssp::tenant
