#include <fmt/core.h>

#include "base/text.hpp"
#include "options.hpp"
#include "scan/commands.hpp"
#include "scan/intake.hpp"

namespace mssp::scan {
namespace {

constexpr std::size_t largest_file = std::size_t{256} << 20U;

struct Options {
  std::string tenant;
  std::string file;
  bool accept_coverage = false;
  bool again = false;
};

Options read(const cli::Arguments& arguments) {
  return {*arguments.slug("tenant"), arguments.text("file"), arguments.has("accept-coverage"), arguments.has("again")};
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
  const finding::Import import = read_result(context, {.scanner = "nmap",
                                                       .name = options.file == "-" ? "standard input" : options.file,
                                                       .bytes = context.input(options.file, largest_file),
                                                       .accept_coverage = options.accept_coverage,
                                                       .again = options.again});
  const auto tiers = config::load_tiers(context.folder());
  return answer(context, context.change([&](db::Connection& store) {
    return keep_result(context, store, options.tenant, tiers, import, context.now());
  }));
}

}  // namespace

cli::Command import_command() {
  return {
      .path = "scan import",
      .summary = "take over what a scanner found",
      .details =
          "Findings that are new become open, fixed ones that are back are reopened, and those that are gone are "
          "fixed, if the scan looked at their host and port. An accepted finding and a false positive stay so.\n"
          "A file of a scan that did not reach its end is refused. A scan that saw no host, or fewer than 80 % of "
          "the hosts of the last one, or that is older than one imported before, closes nothing. "
          "--accept-coverage takes these as they are.\n"
          "A file that was imported before changes nothing without --again.",
      .examples = {"synos-mssp scan import --tenant acme-corp --scanner nmap scan.xml",
                   "synos-mssp scan import --tenant acme-corp --scanner nmap --file -"},
      .needs = {.store = true, .writes = true},
      .options =
          {options::tenant(),
           {.name = "scanner", .value = "NAME", .help = "what made the file", .required = true, .choices = {"nmap"}},
           options::file(),
           {.name = "accept-coverage",
            .value = "",
            .help = "import a scan that is cut short, and let one that is small or old close findings"},
           {.name = "again", .value = "", .help = "import the file even if it was imported before"}},
      .takes_file = true,
      .prepare = cli::steps(read, run)};
}

}  // namespace mssp::scan
