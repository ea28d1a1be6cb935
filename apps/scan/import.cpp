#include <fmt/core.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "finding/from_nmap.hpp"
#include "finding/import_store.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "scan/commands.hpp"
#include "scan/nmap.hpp"
#include "tenant/tenant_store.hpp"
#include "tenant/tier.hpp"

namespace mssp::scan {
namespace {

constexpr std::size_t largest_file = std::size_t{256} << 20U;
constexpr std::size_t problems_told = 5;

struct Options {
  std::string tenant;
  std::string file;
  bool accept_coverage = false;
  bool again = false;
};

Options read(const cli::Arguments& arguments) {
  return {*arguments.slug("tenant"), arguments.text("file"), arguments.has("accept-coverage"), arguments.has("again")};
}

// Before the store is locked: a large file, or a pipe from a scan that still runs, takes its time.
finding::Import read_file(Context& context, const Options& options) {
  const std::string bytes = context.input(options.file, largest_file);
  finding::Import import;
  import.file = options.file == "-" ? "standard input" : options.file;
  import.accept_coverage = options.accept_coverage;
  import.again = options.again;
  const Report report = read_nmap(from_text(bytes), printable(import.file));
  if (!report.complete && !options.accept_coverage) {
    throw Error(Code::invalid_input, "'" + printable(import.file) + "' is no whole scan: " + report.incomplete,
                "--accept-coverage imports what it holds; it still closes nothing");
  }
  import.scan.scanner = "nmap";
  import.scan.sha256 = sha256_hex(bytes);
  import.scan.arguments = report.arguments;
  import.scan.started = report.started;
  import.scan.finished = report.finished;
  import.scan.complete = report.complete;
  import.scan.skipped = static_cast<std::int64_t>(report.problem_count);
  import.assets = assets_up(report);
  import.drafts = finding::drafts_of(report);
  import.coverage = finding::coverage_of(report);
  for (std::size_t i = 0; i < std::min(problems_told, report.problems.size()); ++i) {
    context.note(printable(import.file) + ":" + printable(report.problems[i]));
  }
  if (report.problem_count > problems_told) {
    context.note(fmt::format("and {} more parts that could not be read", report.problem_count - problems_told));
  }
  return import;
}

render::Object describe(const Scan& scan) {
  return {{{"scan", handle(scan.number)},
           {"scanner", scan.scanner},
           {"hosts", scan.hosts},
           {"reported", scan.reported},
           {"created", scan.created},
           {"untouched", scan.untouched},
           {"reopened", scan.reopened},
           {"fixed", scan.fixed},
           {"skipped", scan.skipped},
           {"doubt", scan.doubt.empty() ? render::Value() : render::Value(scan.doubt)},
           {"tenant", scan.tenant}}};
}

std::string counted(std::int64_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
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
  const finding::Import import = read_file(context, options);
  const auto tiers = config::load_tiers(context.folder());
  const finding::Imported imported = context.change([&](db::Connection& store) {
    const tenant::Tenant tenant = tenant::get(store, options.tenant);
    auto done = finding::import_scan(store, tenant, tenant::require_tier(tiers, tenant.tier), import, context.now());
    if (done.changed) {
      context.audit({{tenant.slug, "scan " + handle(done.scan.number), "", render::json_line(describe(done.scan))}});
    }
    return done;
  });
  return answer(context, imported);
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
                   "nmap -oX - 192.0.2.0/28 | synos-mssp scan import --tenant acme-corp --scanner nmap --file -"},
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
