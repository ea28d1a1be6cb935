#include <fmt/core.h>

#include <map>

#include "base/error.hpp"
#include "base/parse.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "device/commands.hpp"
#include "device/describe.hpp"
#include "inventory/inventory.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::device {
namespace {

using Fate = Resolved::Fate;

struct Options {
  std::string tenant;
  std::string file;
  std::string source;
  bool explain = false;
  bool skip_unsure = false;
  std::map<std::size_t, Answer> answers;
};

Options read(const cli::Arguments& arguments) {
  std::vector<std::string> choices = inventory::sources();
  choices.emplace_back("auto");
  Options options{*arguments.slug("tenant"), arguments.text("file"), arguments.choice("source", choices).value_or("auto"),
                  arguments.has("explain"), arguments.has("skip-unsure"), {}};
  for (const std::string& given : arguments.texts("answer")) {
    const std::size_t equals = given.find('=');
    const auto line = parse_integer(std::string_view(given).substr(0, equals));
    if (equals == std::string::npos || equals + 1 == given.size() || !line || *line < 1) {
      cli::refuse("answer", "LINE=DEVICE, LINE=new or LINE=skip", given);
    }
    const std::string device = given.substr(equals + 1);
    options.answers[static_cast<std::size_t>(*line)] = {device == "new" || device == "skip" ? "" : device, device == "skip"};
  }
  return options;
}

// Asks a person which device each unsure record is.
void ask(Context& context, const std::string& file, const Imported& planned, std::map<std::size_t, Answer>& answers) {
  world::World& world = context.world();
  for (const Told& told : planned.records) {
    if (told.fate != Fate::unsure) continue;
    world.err.write(fmt::format("synos-mssp: {}:{}: which device is it?\n", file, told.line));
    for (std::size_t i = 0; i < told.candidates.size(); ++i) {
      const auto& each = told.candidates[i];
      world.err.write(fmt::format("  {}) '{}' (score {}: {})\n", i + 1, each.device, each.score.points, text(each.score)));
    }
    world.err.write("  n) a new device   s) leave it out   [anything else: stop] ");
    world.err.flush();
    const std::string answer = lower_ascii(trim(world.read_line()));
    const auto number = parse_integer(answer);
    if (answer == "n" || answer == "s") {
      answers[told.line] = {"", answer == "s"};
    } else if (number && *number >= 1 && static_cast<std::size_t>(*number) <= told.candidates.size()) {
      answers[told.line] = {told.candidates[static_cast<std::size_t>(*number) - 1].device, false};
    } else {
      throw Error(Code::failed, "not answered: nothing was changed");
    }
  }
}

std::vector<std::string> explained(const Imported& imported) {
  std::vector<std::string> lines;
  for (const Told& told : imported.records) {
    std::string line = fmt::format("line {}: {}", told.line, word(told.fate));
    if (!told.device.empty()) line += " '" + told.device + "'";
    if (told.fate == Fate::known) line += fmt::format(" (score {}: {})", told.candidates.front().score.points, text(told.candidates.front().score));
    else if (!told.candidates.empty()) line += ": " + possible(told);
    lines.push_back(std::move(line));
  }
  return lines;
}

render::Object summary(const Options& options, const std::string& source, const Imported& imported) {
  const std::int64_t known = imported.count(Fate::known);
  return {{{"tenant", options.tenant},
           {"source", source},
           {"records", imported.records.size()},
           {"created", imported.created},
           {"updated", imported.updated},
           {"unchanged", known - std::min(known, imported.updated)},
           {"repeated", imported.count(Fate::repeated)},
           {"retired", imported.count(Fate::retired)},
           {"skipped", imported.count(Fate::skipped) + imported.count(Fate::unsure)},
           {"facts", imported.facts},
           {"gone", imported.gone}}};
}

render::Result run(Context& context, const Options& options) {
  const std::string name = options.file == "-" ? "standard input" : printable(options.file);
  const inventory::Input input{name, context.open_input(options.file)};
  const inventory::Format& format = inventory::format(input, options.source);
  Import import{.file = name,
                .source = std::string(format.source),
                .tell = [&](const Sink& sink) { format.read(input, sink); },
                .answers = options.answers,
                .skip_unsure = options.skip_unsure,
                .enrolls = format.enrolls};
  world::World& world = context.world();
  if (world.input_is_terminal && world.err.is_terminal() && !options.skip_unsure && !options.explain) {
    db::Connection& store = context.store();
    import.only_resolve = true;
    const Imported planned = import_devices(store, tenant::get(store, options.tenant), import, context.now());
    ask(context, name, planned, import.answers);
    import.only_resolve = false;
  }
  const Imported imported = context.change([&](db::Connection& store) {
    const tenant::Tenant tenant = tenant::get(store, options.tenant);
    tenant::require_open(tenant);
    const std::int64_t used = used_assets(context, store, tenant);
    Imported done = import_devices(store, tenant, import, context.now());
    const bool waits = done.count(Fate::unsure) > 0 && !options.skip_unsure;
    if (waits && !(options.explain && context.dry_run())) refuse_unsure(name, done);
    require_room(context, store, tenant, used, "the list '" + name + "'");
    if (done.created + done.updated + done.facts + done.gone > 0) {
      context.audit({{tenant.slug, "devices", "", render::json_line(summary(options, std::string(format.name), done))}});
    }
    return done;
  });
  render::Object answer = summary(options, std::string(format.name), imported);
  if (options.explain) {
    render::Array told;
    for (const Told& each : imported.records) told.push_back(describe(each));
    answer.members.push_back({"explained", std::move(told)});
  }
  const bool changed = imported.created + imported.updated + imported.facts + imported.gone > 0;
  render::Result result = context.changed(
      fmt::format("{} of tenant '{}': {} new, {} updated", counted(imported.records.size(), "record"), options.tenant, imported.created,
                  imported.updated),
      std::move(answer), changed);
  if (const auto left = imported.count(Fate::unsure) + imported.count(Fate::skipped); left > 0) {
    context.note(fmt::format("left out {} that may be more than one device", counted(static_cast<std::size_t>(left), "record")));
  }
  if (const auto retired = imported.count(Fate::retired); retired > 0) {
    context.note(fmt::format("left alone {}, seen again", counted(static_cast<std::size_t>(retired), "retired device")));
  }
  if (options.explain) {
    auto& record = std::get<render::Record>(result.answer);
    record.lines = explained(imported);
    record.change = false;
  }
  return result;
}

}  // namespace

cli::Command import_command() {
  std::vector<std::string> choices = inventory::sources();
  choices.emplace_back("auto");
  return {.path = "device import",
          .summary = "take over what a list or an agent's console tells of devices",
          .details = "Each record is matched with the devices that are known by a score of the signals that agree and those "
                     "that contradict; placeholders count nothing. A record that may be two devices is asked on a terminal "
                     "and refused elsewhere. What is known gets new details and facts; importing a file again changes "
                     "nothing. The forms are told in synos-mssp-device(1).",
          .examples = {"synos-mssp device import --tenant acme-corp devices.csv",
                       "synos-mssp device import --tenant acme-corp --source csv --file devices.csv --explain --dry-run",
                       "synos-mssp device import --tenant acme-corp devices.csv --answer 3=laptop-7 --answer 9=new"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(),
                      options::file(),
                      {.name = "source", .value = "SOURCE", .help = "what wrote the file (default: by its content)", .choices = choices},
                      {.name = "explain", .value = "", .help = "tell for each record which device it is, and why"},
                      {.name = "answer", .value = "LINE=DEVICE",
                       .help = "what the record of a line is: a device, new, or skip", .repeatable = true},
                      {.name = "skip-unsure", .value = "", .help = "leave out records that may be more than one device"}},
          .takes_file = true,
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::device
