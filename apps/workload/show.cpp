#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "config/fields.hpp"
#include "context.hpp"
#include "options.hpp"
#include "render/table.hpp"
#include "staff/staff_store.hpp"
#include "tenant/tenant_store.hpp"
#include "workload/commands.hpp"
#include "workload/situation.hpp"
#include "workload/workload_store.hpp"

namespace mssp::workload {
namespace {

struct Options {
  std::optional<std::string> tenant;
};

Options read(const cli::Arguments& arguments) { return {arguments.slug("tenant")}; }

// Loads are estimates: whole minutes are exact enough.
Seconds duration(std::int64_t load) { return Seconds{load * 60 / staff::hour * 60}; }

// Twenty characters are the whole capacity; what is beyond it shows as '!'.
std::string bar(std::int64_t load, std::int64_t capacity) {
  constexpr std::int64_t width = 20;
  constexpr std::int64_t widest = 2 * width;
  const std::int64_t filled = std::min((load * width + capacity / 2) / capacity, widest);
  std::string out(static_cast<std::size_t>(std::min(filled, width)), '#');
  out.resize(static_cast<std::size_t>(width), '.');
  return out + std::string(static_cast<std::size_t>(std::max<std::int64_t>(filled - width, 0)), '!');
}

render::Result everybody(Context& context, const config::Workload& weights) {
  const Staffing staffing = workload::staffing(context.store(), weights, context.now());
  const auto& people = staffing.situation.people;
  std::vector<std::int64_t> load(people.size(), 0);
  std::vector<std::pair<std::int64_t, std::int64_t>> count(people.size());  // as primary, as backup
  for (const Duty& duty : staffing.situation.duties) {
    if (!duty.person) continue;
    load[*duty.person] += duty.weight;
    ++(duty.role == staff::Role::primary ? count[*duty.person].first : count[*duty.person].second);
  }
  render::List answer{.columns = {{"analyst", "ANALYST"},
                                  {"primary_of", "PRIMARY OF", render::Align::right},
                                  {"secondary_of", "SECONDARY OF", render::Align::right},
                                  {"load_seconds", "LOAD", render::Align::right},
                                  {"capacity_seconds", "CAPACITY", render::Align::right},
                                  {"utilisation_percent", "UTILISATION", render::Align::right},
                                  {"bar", "0%             100%"}},
                      .when_empty = "no analysts"};
  for (std::size_t i = 0; i < people.size(); ++i) {
    const std::int64_t capacity = people[i].capacity;
    constexpr std::int64_t tenth = 100;  // thousandths of a percent
    const render::Value utilisation = capacity == 0 ? render::Value() : render::Value(Percent{load[i] * 1'000 / capacity * tenth});
    answer.rows.push_back({people[i].handle, count[i].first, count[i].second, duration(load[i]), duration(capacity), utilisation,
                           capacity == 0 ? render::Value() : render::Value(bar(load[i], capacity))});
  }
  return {.answer = std::move(answer)};
}

std::string hours(std::int64_t load) { return config::decimal(load) + " h"; }

render::Result one(Context& context, const config::Workload& weights, const std::string& slug) {
  db::Connection& store = context.store();
  tenant::get(store, slug);
  const auto all = measure(store, context.now());
  const auto found = std::find_if(all.begin(), all.end(), [&](const Measured& each) { return each.tenant == slug; });
  if (found == all.end()) {
    throw Error(Code::conflict, "no work is done for tenant '" + slug + "' in its present state",
                "work is counted for customers that are onboarding, active or offboarding");
  }
  const std::int64_t total = load(*found, weights);
  render::Array lines;
  render::Record record;
  record.lines.push_back(slug + ": " + hours(total) + " a week");
  for (const LoadLine& line : load_lines(*found, weights)) {
    lines.emplace_back(render::Object{{{"what", line.what}, {"count", line.count}, {"each_seconds", Seconds{line.each * 3'600 / staff::hour}},
                                       {"load_seconds", Seconds{line.load * 3'600 / staff::hour}}}});
    if (line.load > 0) record.lines.push_back("  " + line.what + ": " + std::to_string(line.count) + " x " + hours(line.each) + " = " + hours(line.load));
  }
  render::Array carried;
  for (const staff::Assignment& each : staff::holding(store, context.now(), slug)) {
    const std::int64_t part = share(total, each.role, weights);
    carried.emplace_back(render::Object{{{"analyst", each.analyst}, {"role", name(each.role)}, {"load_seconds", Seconds{part * 3'600 / staff::hour}}}});
    record.lines.push_back(each.analyst + ", " + std::string(name(each.role)) + ", carries " + hours(part));
  }
  record.object = {{{"tenant", slug}, {"load_seconds", Seconds{total * 3'600 / staff::hour}}, {"lines", std::move(lines)}, {"carried_by", std::move(carried)}}};
  return {.answer = std::move(record)};
}

render::Result run(Context& context, const Options& options) {
  const config::Workload weights = config::load_workload(context.folder());
  return options.tenant ? one(context, weights, *options.tenant) : everybody(context, weights);
}

}  // namespace

cli::Command show() {
  return {.path = "workload show",
          .summary = "show how busy each analyst is, or where a customer's load comes from",
          .details = "Loads count the weights of staff.yml; the capacity is that of the coming seven days, less leave. Of "
                     "who is away all week there is no utilisation.",
          .examples = {"synos-mssp workload show", "synos-mssp workload show --tenant acme-corp"},
          .needs = {.store = true},
          .options = {options::tenant(false)},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::workload
