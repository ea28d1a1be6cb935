#include <fmt/core.h>

#include "base/text.hpp"
#include "finding/repair_days.hpp"
#include "options.hpp"
#include "reader/reader.hpp"
#include "scan/commands.hpp"
#include "scan/intake.hpp"

namespace mssp::scan {
namespace {


struct Options {
  std::string tenant;
  std::string scanner;
  std::string file;
  std::string asset;
  bool accept_coverage = false;
  bool again = false;
};

Options read(const cli::Arguments& arguments) {
  return {.tenant = *arguments.slug("tenant"),
          .scanner = arguments.optional_text("scanner").value_or("auto"),
          .file = arguments.text("file"),
          .asset = arguments.optional_text("asset").value_or(""),
          .accept_coverage = arguments.has("accept-coverage"),
          .again = arguments.has("again")};
}

render::Result answer(Context& context, const finding::Imported& imported) {
  Scan scan = imported.scan;
  if (!imported.changed) {
    // What this import did, not what the first one had done.
    scan.created = scan.reopened = scan.fixed = 0;
    scan.untouched = scan.reported;
    return context.changed(
        fmt::format("this file is scan '{}' of tenant '{}' already, imported {}; --again imports it anyway",
                    handle(scan.number), scan.tenant, rfc3339(scan.imported_at)),
        describe(scan), false);
  }
  render::Result result =
      context.changed(fmt::format("imported scan '{}' of tenant '{}': {}, {} ({} new, {} reopened), {} fixed",
                                  handle(scan.number), scan.tenant, counted(scan.hosts, "host"),
                                  counted(scan.reported, "finding"), scan.created, scan.reopened, scan.fixed),
                      describe(scan));
  if (!scan.doubt.empty()) result.notes.push_back("nothing was taken as fixed: " + scan.doubt);
  return result;
}

render::Result run(Context& context, const Options& options) {
  const std::string file = options.file == "-" ? "standard input" : options.file;
  const finding::Import import = open_result({.scanner = options.scanner,
                                              .name = file,
                                              .open = context.open_input(options.file),
                                              .asset = options.asset,
                                              .accept_coverage = options.accept_coverage,
                                              .again = options.again});
  const auto tiers = config::load_tiers(context.folder());
  const finding::Imported imported = context.change([&](db::Connection& store) {
    return keep_result(context, store, options.tenant, tiers, finding::repair_days(context, store), import, context.now());
  });
  tell_problems(context, imported, file);
  return answer(context, imported);
}

}  // namespace

cli::Command import_command() {
  std::vector<std::string> choices = reader::scanners();
  choices.emplace_back("auto");
  return {
      .path = "scan import",
      .summary = "take over what a scanner found",
      .details =
          "Findings that are new become open, fixed ones that are back are reopened, and those that are gone are "
          "fixed, if the scan looked where they were. An accepted finding and a false positive stay so.\n"
          "A file of a scan that did not reach its end is refused. A scan that saw no host, or fewer than 80 % of "
          "the hosts of the last one, that is older than one imported before, or whose file may not hold all that was "
          "found, closes nothing. --accept-coverage takes these as they are.\n"
          "A file that was imported before changes nothing without --again. The manual page says what each format "
          "covers.",
      .examples = {"synos-mssp scan import --tenant acme-corp scan.xml",
                   "synos-mssp scan import --tenant acme-corp --scanner sarif --asset shop-backend --file -"},
      .needs = {.store = true, .writes = true},
      .options =
          {options::tenant(),
           {.name = "scanner",
            .value = "NAME",
            .help = "what made the file; default is auto: the file tells",
            .choices = std::move(choices)},
           options::file(),
           {.name = "asset", .value = "NAME", .help = "what was scanned, for a file that does not say it"},
           {.name = "accept-coverage",
            .value = "",
            .help = "import a scan that is cut short, and let one that is small, old or partial close findings"},
           {.name = "again", .value = "", .help = "import the file even if it was imported before"}},
      .takes_file = true,
      .prepare = cli::steps(read, run)};
}

}  // namespace mssp::scan
