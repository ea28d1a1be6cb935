#include <algorithm>

#include "base/text.hpp"
#include "context.hpp"
#include "options.hpp"
#include "render/sparkline.hpp"
#include "render/table.hpp"
#include "sla/commands.hpp"
#include "sla/snapshot_store.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::sla {
namespace {

struct Options {
  std::string tenant;
  int months = 12;
};

Options read(const cli::Arguments& arguments) {
  return {*arguments.slug("tenant"), static_cast<int>(arguments.integer("months", 1, 120).value_or(12))};
}

render::Value told(const std::optional<Percent>& percent) { return percent ? render::Value(*percent) : render::Value("n/a"); }

// From the lowest of the values to 100 %, so that small losses show.
std::string picture(const std::string& title, const std::vector<std::optional<Percent>>& values, bool utf8) {
  std::vector<std::optional<std::int64_t>> numbers;
  std::optional<Percent> lowest;
  for (const auto& value : values) {
    numbers.push_back(value ? std::optional(value->thousandths) : std::nullopt);
    if (value && (!lowest || *value < *lowest)) lowest = value;
  }
  if (!lowest) return title + "n/a";
  const std::int64_t whole = 100'000;
  return title + render::sparkline(numbers, std::min(lowest->thousandths, whole - 1), whole, utf8) + "  lowest " + text(*lowest) + "%";
}

render::Result run(Context& context, const Options& options) {
  db::Connection& store = context.store();
  const tenant::Tenant tenant = tenant::get(store, options.tenant);
  const Month last = month_of(context.as_of(), tenant::zone_of(tenant));
  const Month first = plus_months(last, 1 - options.months);
  const auto months = by_month(store, tenant.id, first, last);
  render::Array rows;
  render::List table{.columns = {{"", "MONTH"}, {"", "UP TO"}, {"", "MET", render::Align::right},
                                 {"", "MISSED", render::Align::right}, {"", "COMPLIANCE", render::Align::right},
                                 {"", "UPTIME", render::Align::right}, {"", "DOWN", render::Align::right},
                                 {"", "NO DATA", render::Align::right}}};
  std::vector<std::optional<Percent>> compliance;
  std::vector<std::optional<Percent>> uptime;
  Month month = first;
  for (const auto& snapshot : months) {
    compliance.push_back(snapshot ? snapshot->compliance() : std::nullopt);
    uptime.push_back(snapshot ? snapshot->uptime() : std::nullopt);
    const auto figure = [&](std::int64_t Snapshot::* which) {
      return snapshot ? render::Value((*snapshot).*which) : render::Value();
    };
    const auto time = snapshot ? snapshot->services : std::nullopt;
    const auto down = time ? std::optional(time->downtime) : std::nullopt;
    const auto unknown = time ? std::optional(time->unknown) : std::nullopt;
    const render::Value day = snapshot ? render::Value(snapshot->day) : render::Value();
    rows.push_back(render::Object{{{"month", text(month)},
                                   {"up_to", day},
                                   {"met", figure(&Snapshot::met)},
                                   {"missed", figure(&Snapshot::missed)},
                                   {"void", figure(&Snapshot::voided)},
                                   {"open", figure(&Snapshot::open)},
                                   {"open_breached", figure(&Snapshot::open_breached)},
                                   {"compliance_percent", compliance.back()},
                                   {"uptime_percent", uptime.back()},
                                   {"downtime_seconds", down},
                                   {"unknown_seconds", unknown}}});
    table.rows.push_back({text(month), day, figure(&Snapshot::met), figure(&Snapshot::missed), told(compliance.back()),
                          told(uptime.back()), down, unknown});
    month = plus_months(month, 1);
  }
  world::World& world = context.world();
  const bool utf8 = render::writes_utf8(world.variable("LC_ALL"), world.variable("LC_CTYPE"), world.variable("LANG"));
  std::vector<std::string> lines{tenant.slug + ", " + text(first) + " to " + text(last) + ", " + tenant.timezone,
                                 picture("compliance  ", compliance, utf8), picture("uptime      ", uptime, utf8), ""};
  const std::string drawn = render::table({.answer = std::move(table)}, false);
  for (const std::string_view line : split(std::string_view(drawn).substr(0, drawn.size() - 1), '\n')) lines.emplace_back(line);
  return {.answer = render::Record{.object = {{{"tenant", tenant.slug}, {"timezone", tenant.timezone}, {"months", std::move(rows)}}},
                                   .lines = std::move(lines)}};
}

}  // namespace

cli::Command trend() {
  return {.path = "sla trend",
          .summary = "show month by month how a customer's SLA went",
          .details = "Figures are those that 'sla snapshot' wrote down at the last day of each month; months without are n/a. "
                     "The picture goes from the lowest value to 100 %, with digits where the locale is not UTF-8.",
          .examples = {"synos-mssp sla trend --tenant acme-corp", "synos-mssp sla trend --tenant acme-corp --months 6 --format json"},
          .needs = {.store = true, .as_of = true},
          .options = {options::tenant(), {.name = "months", .value = "COUNT", .help = "how many months; default is 12"}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::sla
