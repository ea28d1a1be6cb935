#include <fmt/core.h>

#include <map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "finding/commands.hpp"
#include "finding/feed_store.hpp"
#include "finding/repair_days.hpp"
#include "reader/feed.hpp"
#include "reader/readable.hpp"
#include "render/json.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::finding {
namespace {

struct Options {
  bool kev = false;
  std::string file;
};

Options read(const cli::Arguments& arguments) {
  const auto kev = arguments.optional_text("kev");
  const auto epss = arguments.optional_text("epss");
  if (kev.has_value() == epss.has_value()) throw Error(Code::usage, "either --kev or --epss is required");
  return {kev.has_value(), kev ? *kev : *epss};
}

struct Done {
  std::size_t entries = 0;
  std::string released;
  std::int64_t capped = 0;
};

render::Object describe_feed(const Options& options, const Done& done) {
  return {{{"feed", options.kev ? "kev" : "epss"},
           {"released", done.released.empty() ? render::Value() : render::Value(done.released)},
           {"entries", done.entries},
           {"capped", done.capped}}};
}

// When what is known to be exploited from today on is due at the latest, by tenant id.
std::map<std::int64_t, Instant> caps(Context& context, db::Connection& store) {
  const config::Remediation policies = repair_days(context, store);
  std::map<std::int64_t, Instant> all;
  for (const tenant::Listed& listed : tenant::list(store, {})) {
    const tenant::Tenant& tenant = listed.tenant;
    all.emplace(tenant.id, exploited_due(context.now(), tenant::zone_of(tenant), policies.of(tenant.slug)));
  }
  return all;
}

render::Result run(Context& context, const Options& options) {
  const std::string name = options.file == "-" ? "standard input" : printable(options.file);
  const reader::Input input{.name = name, .open = reader::readable(context.open_input(options.file), name), .asset = {}};
  const Done done = context.change([&](db::Connection& store) {
    Done result;
    const std::string feed = options.kev ? "kev" : "epss";
    begin_feed(store, feed, context.now());
    if (options.kev) {
      result.released = reader::read_kev(input, [&](const std::vector<KnownExploited>& entries) {
        add_known_exploited(store, entries);
        result.entries += entries.size();
      });
      result.capped = cap_due(store, caps(context, store));
    } else {
      result.released = reader::read_epss(input, [&](const std::vector<ExploitScore>& scores) {
        add_exploit_scores(store, scores);
        result.entries += scores.size();
      });
    }
    release_feed(store, feed, result.released);
    context.audit({{"", "feed " + feed, "", render::json_line(describe_feed(options, result))}});
    return result;
  });
  return context.changed(fmt::format("imported {} of {}{}", counted(done.entries, "entry", "entries"), options.kev ? "KEV" : "EPSS",
                                     done.capped > 0 ? fmt::format(", {} due earlier than before", counted(static_cast<std::size_t>(done.capped), "finding")) : ""),
                         describe_feed(options, done));
}

}  // namespace

cli::Command feed_import() {
  return {.path = "finding feed import",
          .summary = "take over which CVEs are exploited, or how likely they will be",
          .details = "--kev takes CISA's catalogue of known exploited vulnerabilities, as JSON or CSV; open findings "
                     "that name one are due within 14 days, or as remediation.yml says, and so are those that scans find later. --epss takes FIRST's "
                     "predictions, as CSV. A feed replaces the one before; this program downloads nothing.",
          .examples = {"synos-mssp finding feed import --kev known_exploited_vulnerabilities.json",
                       "synos-mssp finding feed import --epss epss_scores-2025-09-15.csv"},
          .needs = {.store = true, .writes = true},
          .options = {{.name = "kev", .value = "FILE", .help = "the catalogue; - is standard input", .offers = cli::Offers::files},
                      {.name = "epss", .value = "FILE", .help = "the predictions; - is standard input", .offers = cli::Offers::files}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::finding
