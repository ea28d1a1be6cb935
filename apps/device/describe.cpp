#include "device/describe.hpp"

#include <fmt/core.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "tenant/tenant_store.hpp"
#include "tenant/tier.hpp"

namespace mssp::device {
namespace {

constexpr std::size_t most_told = 20;

}  // namespace

cli::Option device_option(bool required) {
  return {.name = "device", .value = "NAME", .help = "the device, as 'device list' names it", .required = required};
}

cli::Option group_option(const std::string& help) { return {.name = "group", .value = "NAME", .help = help}; }

std::string_view word(Resolved::Fate fate) {
  switch (fate) {
    case Resolved::Fate::known:
      return "known";
    case Resolved::Fate::fresh:
      return "new";
    case Resolved::Fate::repeated:
      return "repeated";
    case Resolved::Fate::retired:
      return "retired";
    case Resolved::Fate::skipped:
      return "skipped";
    case Resolved::Fate::unsure:
      break;
  }
  return "unsure";
}

std::string possible(const Told& told) {
  std::vector<std::string> parts;
  for (const Told::Possible& each : told.candidates) {
    parts.push_back(fmt::format("'{}' (score {}: {})", each.device, each.score.points, text(each.score)));
  }
  if (parts.size() == 1) parts.emplace_back("a new device");
  return join(parts, " or ");
}

render::Object describe(const Told& told) {
  render::Array candidates;
  for (const Told::Possible& each : told.candidates) {
    candidates.push_back(render::Object{{{"device", each.device}, {"score", each.score.points}, {"reasons", text(each.score)}}});
  }
  return {{{"line", told.line},
           {"decision", word(told.fate)},
           {"device", told.device.empty() ? render::Value() : render::Value(told.device)},
           {"candidates", std::move(candidates)}}};
}

void refuse_unsure(const std::string& file, const Imported& imported) {
  std::vector<std::string> lines;
  std::size_t count = 0;
  for (const Told& told : imported.records) {
    if (told.fate != Resolved::Fate::unsure || ++count > most_told) continue;
    lines.push_back(fmt::format("{}:{}: may be {}", file, told.line, possible(told)));
  }
  if (count > most_told) lines.push_back(fmt::format("{} more", count - most_told));
  throw Error(Code::conflict, join(lines, "\n"),
              "--answer LINE=DEVICE or LINE=new says which, --skip-unsure leaves such records out; nothing was imported");
}

std::int64_t used_assets(Context& context, db::Connection& store, const tenant::Tenant& tenant) {
  const Zone zone = tenant::zone_of(tenant);
  return tenant::usage(store, tenant, period_of(month_of(context.now(), zone), zone)).assets;
}

void require_room(Context& context, db::Connection& store, const tenant::Tenant& tenant, std::int64_t used, const std::string& item) {
  const std::int64_t more = used_assets(context, store, tenant) - used;
  if (more <= 0) return;
  const auto tiers = config::load_tiers(context.folder());
  tenant::require_within(tenant.slug, "assets", used, more, tenant::require_tier(tiers, tenant.tier).assets, item);
}

}  // namespace mssp::device
