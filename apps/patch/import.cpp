#include <fmt/core.h>

#include <unordered_map>

#include "base/error.hpp"
#include "base/line_mistakes.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "device/device_store.hpp"
#include "inventory/patch_lists.hpp"
#include "options.hpp"
#include "patch/commands.hpp"
#include "patch/patch_store.hpp"
#include "render/json.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::patch {
namespace {

constexpr std::size_t most_rows = 1'000'000;

std::vector<std::string> sources() {
  std::vector<std::string> all;
  for (const inventory::PatchFormat& each : inventory::patch_formats()) all.emplace_back(each.name);
  all.emplace_back("auto");
  return all;
}

struct Options {
  std::string tenant;
  std::string file;
  std::string source;
  std::optional<std::string> device;
  bool complete = false;
  bool skip_unknown = false;
};

Options read(const cli::Arguments& arguments) {
  return {*arguments.slug("tenant"), arguments.text("file"), arguments.choice("source", sources()).value_or("auto"),
          arguments.optional_text("device"), arguments.has("complete"), arguments.has("skip-unknown")};
}

// The devices of a tenant, to be found by what a row tells of one.
class Finder {
 public:
  Finder(db::Connection& store, const tenant::Tenant& tenant) : known_(device::known_signals(store, tenant)) {
    for (auto& [id, each] : device::by_id(store, tenant)) {
      if (!each.is_live()) retired_.insert(id);
      by_name_.emplace(each.name, id);
      if (!each.details.hostname.empty()) by_hostname_.emplace(each.details.hostname, id);
    }
  }

  // 0 and the reason when it is not one known device.
  std::int64_t find(const inventory::PatchTold& told, std::string& why) const {
    std::int64_t id = 0;
    if (!told.device.empty()) {
      const auto named = by_name_.find(told.device);
      if (named != by_name_.end()) {
        id = named->second;
      } else if (by_hostname_.count(told.device) == 1) {
        id = by_hostname_.find(told.device)->second;
      } else {
        why = (by_hostname_.count(told.device) > 1 ? "more than one device '" : "no device '") + told.device + "'";
      }
    } else {
      const device::Decision decision = known_.decide(told.signals);
      if (decision.verdict == device::Verdict::known) id = decision.candidates.front().device;
      else why = fmt::format("{} '{}'", decision.verdict == device::Verdict::unsure ? "more than one device may be" : "no device",
                             told.signals.empty() ? "" : printable(told.signals.front().value));
    }
    if (id != 0 && retired_.contains(id)) {
      why = "a device that is retired";
      return 0;
    }
    return id;
  }

 private:
  device::Register known_;
  std::unordered_map<std::string, std::int64_t> by_name_;
  std::unordered_multimap<std::string, std::int64_t> by_hostname_;
  std::set<std::int64_t> retired_;
};

struct Taken {
  std::vector<Told> told;
  std::map<std::int64_t, Instant> complete;
  std::size_t rows = 0;
  std::size_t unknown = 0;
};

Taken take(Context& context, db::Connection& store, const tenant::Tenant& tenant, const inventory::Input& input,
           const inventory::PatchFormat& format, const Options& options) {
  Taken out;
  const Finder finder(store, tenant);
  const std::int64_t only = options.device ? device::device(store, tenant.slug, *options.device).id : 0;
  LineMistakes mistakes(input.name);
  format.read(input, [&](inventory::PatchTold&& row) {
    if (row.patch && ++out.rows > most_rows) throw Error(Code::invalid_input, fmt::format("{}:{}: more than a million patches", input.name, row.line));
    std::string why;
    const std::int64_t id = only != 0 ? only : finder.find(row, why);
    if (id == 0) {
      ++out.unknown;
      if (!options.skip_unknown) mistakes.add(row.line, why);
      return;
    }
    // A clock ahead of ours must not hide what comes later.
    const Instant at = std::min(row.observed_at.value_or(context.now()), context.now());
    if (format.complete || options.complete) out.complete[id] = std::max(out.complete[id], at);
    if (!row.patch) return;
    row.patch->observed_at = at;
    out.told.push_back({id, std::move(*row.patch)});
  });
  mistakes.throw_if_any();
  if (options.complete) {
    for (const std::int64_t id : devices_of(store, tenant, std::string(format.source))) out.complete.try_emplace(id, context.now());
  }
  return out;
}

render::Result run(Context& context, const Options& options) {
  const std::string name = options.file == "-" ? "standard input" : printable(options.file);
  const inventory::Input input{name, context.open_input(options.file)};
  const inventory::PatchFormat& format = inventory::patch_format(input, options.source);
  if (format.one_device && !options.device) {
    throw Error(Code::usage, "a list of " + std::string(format.name) + " does not say of which device it is", "--device says it");
  }
  const auto [words, answer, changed] = context.change([&](db::Connection& store) {
    const tenant::Tenant tenant = tenant::get(store, options.tenant);
    tenant::require_open(tenant);
    const Taken taken = take(context, store, tenant, input, format, options);
    const Merged merged = keep(store, tenant, taken.told, std::string(format.source), taken.complete);
    render::Object done{{{"tenant", options.tenant},
                         {"source", format.name},
                         {"rows", taken.rows},
                         {"added", merged.added},
                         {"updated", merged.changed},
                         {"superseded", merged.superseded},
                         {"unknown", taken.unknown}}};
    const bool any = merged.added + merged.changed + merged.superseded > 0;
    if (any) context.audit({{tenant.slug, "patches", "", render::json_line(done)}});
    if (taken.unknown > 0) context.note(fmt::format("left out {} of devices that are not known", counted(taken.unknown, "row")));
    std::string done_words = fmt::format("{} of tenant '{}': {} new, {} updated", counted(taken.rows, "row"), tenant.slug, merged.added, merged.changed);
    if (merged.superseded > 0) done_words += fmt::format(", {} installed since", merged.superseded);
    return std::tuple(std::move(done_words), std::move(done), any);
  });
  return context.changed(words, answer, changed);
}

}  // namespace

cli::Command import_command() {
  return {.path = "patch import",
          .summary = "take over which patches devices lack or have",
          .details = "The newest observation of a patch holds, and importing a file again changes nothing. The forms are told in "
                     "synos-mssp-patch(1).",
          .examples = {"synos-mssp patch import --tenant acme-corp patches.csv",
                       "synos-mssp patch import --tenant acme-corp --source action1 --complete missing.json",
                       "synos-mssp patch import --tenant acme-corp --source apt --device nas upgradable.txt"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(),
                      options::file(),
                      {.name = "source", .value = "SOURCE", .help = "what wrote the file (default: by its content)", .choices = sources()},
                      {.name = "device", .value = "NAME", .help = "the device it is of, for files that do not say"},
                      {.name = "complete", .value = "",
                       .help = "the file holds all that is missing: what its source missed before is installed"},
                      {.name = "skip-unknown", .value = "", .help = "leave out rows of devices that are not known"}},
          .takes_file = true,
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::patch
