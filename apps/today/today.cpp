#include "base/slug.hpp"
#include "base/text.hpp"
#include "options.hpp"
#include "staff/staff_store.hpp"
#include "today/commands.hpp"
#include "today/late.hpp"
#include "today/today_store.hpp"

namespace mssp::today {
namespace {

struct Options {
  std::string tenant;
};

Options read(const cli::Arguments& arguments) { return {arguments.slug("tenant").value_or(std::string(every_tenant))}; }

View view_of(Context& context, const Options& options) {
  db::Connection& store = context.store();
  View view{.tenants = tenant::named(store, options.tenant), .only = {}, .roster = {}, .at = context.as_of()};
  if (options.tenant != every_tenant) view.only = view.tenants.front().id;
  view.roster = staff::roster(store, config::load_workload(context.folder()).skills, view.at);
  return view;
}

std::vector<Item> gather(Context& context, const View& view) {
  std::vector<Item> all = noted(context.store(), view.only, view.at);
  for (std::vector<Item>& part : std::vector{clocks(context, view), scans(context, view), reports(context, view), devices(context, view), coverage(view)}) {
    std::move(part.begin(), part.end(), std::back_inserter(all));
  }
  const auto leading = primaries(view);
  for (Item& item : all) {
    const auto found = leading.find(item.tenant);
    if (item.owner.empty() && found != leading.end()) item.owner = found->second;
  }
  sort(all);
  return all;
}

render::Result run(Context& context, const Options& options) {
  const std::vector<Item> all = gather(context, view_of(context, options));
  render::List answer{.columns = {{"section", "SECTION"}, {"weight", "WEIGHT"}, {"tenant", "TENANT"}, {"what", "WHAT"}, {"owner", "OWNER"},
                                  {"due_at", "BY"}, {"command", "COMMAND"}},
                      .rows = {},
                      .when_empty = "nothing asks for you today"};
  const auto or_null = [](const std::string& text) { return text.empty() ? render::Value() : render::Value(text); };
  std::size_t failed = 0;
  for (const Item& item : all) {
    failed += item.weight == Weight::failed ? 1 : 0;
    answer.rows.push_back(
        {item.section, name(item.weight), or_null(item.tenant), item.what, or_null(item.owner), item.due_at, item.command});
  }
  render::Result result{.answer = std::move(answer), .notes = {}, .status = exit_status(all)};
  if (!all.empty()) result.notes.push_back(std::to_string(failed) + " failed, " + std::to_string(all.size() - failed) + " at risk");
  return result;
}

}  // namespace

cli::Command today() {
  return {.path = "today",
          .summary = "show what the morning asks for, the worst first",
          .details =
              "Clocks that are overdue or have at most four open hours left; scans, reports and checks that are late, failed or lost; "
              "mail that is stuck; acceptances that end within 14 days and contracts within 60; devices whose 72 hours of retry end "
              "within 12; customers whom nobody looks after; feeds older than a week. Each line tells whose it is, by when, and the "
              "command that deals with it.\n\n"
              "The exit status is that of the worst line, always: 0 for none, 10 for at risk, 11 for failed.",
          .examples = {"synos-mssp today", "synos-mssp today --tenant acme-corp --format json", "synos-mssp today --as-of 2026-01-05 --quiet"},
          .needs = {.store = true, .as_of = true},
          .options = {options::tenant_or_all(false)},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::today
