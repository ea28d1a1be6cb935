#include <fmt/core.h>

#include <array>

#include "base/text.hpp"
#include "context.hpp"
#include "finding/commands.hpp"
#include "finding/history_store.hpp"
#include "options.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::finding {
namespace {

constexpr std::int64_t warned_before = 7;  // days before an acceptance ends

struct Options {
  std::string tenant;
  std::int64_t days = 0;
};

Options read(const cli::Arguments& arguments) {
  return {*arguments.slug("tenant"), arguments.integer("days", 1, 3650).value_or(90)};
}

Options read_snapshot(const cli::Arguments& arguments) { return {arguments.slug("tenant").value_or("all"), 0}; }

render::Result run(Context& context, const Options& options) {
  db::Connection& store = context.store();
  const tenant::Tenant tenant = tenant::get(store, options.tenant);
  render::List answer{.columns = {{"day", "DAY"},
                                  {"critical", "CRITICAL", render::Align::right},
                                  {"high", "HIGH", render::Align::right},
                                  {"medium", "MEDIUM", render::Align::right},
                                  {"low", "LOW", render::Align::right},
                                  {"info", "INFO", render::Align::right},
                                  {"open", "OPEN", render::Align::right},
                                  {"overdue", "OVERDUE", render::Align::right},
                                  {"older_than_quarter", "OLDER", render::Align::right}},
                      .rows = {},
                      .when_empty = "no snapshots yet: 'finding snapshot' takes one a day"};
  const Instant first = context.now() - Seconds{options.days * 86400};
  std::string day;
  std::array<std::int64_t, 8> counts{};  // by severity, then open, overdue and older
  const auto close_day = [&] {
    if (day.empty()) return;
    std::vector<render::Value> row{day};
    for (const std::int64_t count : counts) row.emplace_back(count);
    answer.rows.push_back(std::move(row));
    counts = {};
  };
  for (const DayCount& count : snapshots(store, tenant, tenant::day_of(tenant, first))) {
    if (count.day != day) close_day();
    day = count.day;
    counts.at(static_cast<std::size_t>(count.severity)) += count.open;
    counts[5] += count.open;
    counts[6] += count.overdue;
    if (count.age == "older") counts[7] += count.open;
  }
  close_day();
  return {.answer = std::move(answer)};
}

render::Result run_snapshot(Context& context, const Options& options) {
  struct Done {
    std::size_t tenants = 0;
    std::vector<Reopened> reopened;
    std::vector<Expiring> expiring;
  };
  const Done done = context.change([&](db::Connection& store) {
    Done result;
    result.reopened = reopen_expired(store, context.now());
    result.expiring = warn_of_expiry(store, context.now(), context.now() + Seconds{warned_before * 86400});
    const auto tenants = tenant::named(store, options.tenant);
    std::vector<std::string> days;
    for (const tenant::Tenant& tenant : tenants) days.push_back(tenant::day_of(tenant, context.now()));
    take_snapshot(store, tenants, days, context.now());
    result.tenants = tenants.size();
    std::vector<audit::Change> changes;
    for (const Reopened& reopened : result.reopened) {
      changes.push_back({reopened.tenant, "finding " + reopened.handle, "{\"state\":\"accepted\"}", "{\"state\":\"open\"}"});
    }
    if (!changes.empty()) context.audit(changes);
    return result;
  });
  for (const Reopened& reopened : done.reopened) {
    context.note(fmt::format("finding '{}' of tenant '{}' is open again: its acceptance has expired", reopened.handle, reopened.tenant));
  }
  for (const Expiring& expiring : done.expiring) {
    context.note(fmt::format("finding '{}' of tenant '{}', accepted by '{}', is open again from {}", expiring.handle,
                             expiring.tenant, expiring.owner, rfc3339(expiring.expires_at)));
  }
  return context.changed(fmt::format("took the snapshot of {}", counted(done.tenants, "tenant")),
                         {{{"tenants", done.tenants}, {"reopened", done.reopened.size()}, {"expiring", done.expiring.size()}}},
                         done.tenants > 0);
}

}  // namespace

cli::Command trend() {
  return {.path = "finding trend",
          .summary = "show how many findings were open, day by day",
          .details = "From the snapshots of 'finding snapshot'; a day without one is left out. OLDER counts those open "
                     "for more than 90 days.",
          .examples = {"synos-mssp finding trend --tenant acme-corp --days 30"},
          .needs = {.store = true},
          .options = {options::tenant(), {.name = "days", .value = "N", .help = "how far back; default is 90"}},
          .prepare = cli::steps(read, run)};
}

cli::Command snapshot() {
  return {.path = "finding snapshot",
          .summary = "keep the day's counts of findings, and end acceptances that have expired",
          .details = "To be run once a day, by cron or a timer; a second run on the same day replaces the first. An "
                     "acceptance that has expired is made open; one that ends within seven days is told once.",
          .examples = {"synos-mssp finding snapshot --tenant all"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant_or_all(false)},
          .prepare = cli::steps(read_snapshot, run_snapshot)};
}

}  // namespace mssp::finding
