#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "monitor/outage_file.hpp"
#include "monitor/outage_store.hpp"
#include "monitor/service_store.hpp"
#include "options.hpp"
#include "outage/commands.hpp"
#include "outage/describe.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::outage {
namespace {

constexpr std::size_t largest_file = std::size_t{32} << 20U;

struct Options {
  std::string tenant;
  std::string file;
};

Options read(const cli::Arguments& arguments) { return {*arguments.slug("tenant"), arguments.text("file")}; }

std::vector<monitor::RecordedOutage> recorded(const std::vector<monitor::WrittenOutage>& written,
                                              const std::vector<monitor::Service>& services, const std::string& file, Instant now) {
  std::vector<monitor::RecordedOutage> all;
  std::vector<std::string> names;
  for (const monitor::Service& service : services) names.push_back(service.name);
  for (const monitor::WrittenOutage& each : written) {
    const std::string place = file + ":" + std::to_string(each.line) + ": ";
    const auto service = std::find_if(services.begin(), services.end(), [&](const auto& s) { return s.name == each.service; });
    if (service == services.end()) {
      throw Error(Code::invalid_input, place + "no service '" + printable(each.service) + "'", did_you_mean(each.service, names));
    }
    all.push_back({*service, {each.from, each.to, each.reason}});
    try {
      refuse_impossible(all.back().outage, now);
    } catch (const Error& error) {
      throw Error(Code::invalid_input, place + error.message());
    }
  }
  return all;
}

render::Result run(Context& context, const Options& options) {
  const std::string shown = options.file == "-" ? "standard input" : printable(options.file);
  const std::string text = context.input(options.file, largest_file);
  const std::vector<monitor::Kept> kept = context.change([&](db::Connection& store) {
    const tenant::Tenant tenant = tenant::get(store, options.tenant);
    tenant::require_open(tenant);
    const auto written = monitor::read_outages(text, shown, tenant::zone_of(tenant));
    const auto outages = recorded(written, monitor::list(store, tenant.slug), shown, context.now());
    const auto done = monitor::keep(store, outages, context.now());
    std::vector<audit::Change> changes;
    for (std::size_t i = 0; i < done.size(); ++i) {
      if (done[i] != monitor::Kept::same) changes.push_back(audited(outages[i]));
    }
    context.audit(changes);
    return done;
  });
  const auto count = [&](monitor::Kept what) {
    return static_cast<std::size_t>(std::count(kept.begin(), kept.end(), what));
  };
  const std::size_t added = count(monitor::Kept::added);
  const std::size_t changed = count(monitor::Kept::changed);
  const std::size_t same = count(monitor::Kept::same);
  return context.changed("tenant '" + options.tenant + "': " + counted(added, "outage") + " added, " + std::to_string(changed) +
                             " changed, " + std::to_string(same) + " there already",
                         {{{"tenant", options.tenant}, {"added", added}, {"updated", changed}, {"there_already", same}}},
                         added + changed > 0);
}

}  // namespace

cli::Command import_command() {
  return {.path = "outage import",
          .summary = "record the outages that a file lists",
          .details = "CSV with the header service,from,to,reason, or a JSON object with these keys a line. An empty end: it "
                     "lasts. An outage is known by its service and beginning, so that a file may be imported again. While a "
                     "line is wrong, nothing is recorded.",
          .examples = {"synos-mssp outage import --tenant acme-corp --file outages.csv"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(), options::file()},
          .takes_file = true,
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::outage
