#include "scan/intake.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "finding/from_nmap.hpp"
#include "render/json.hpp"
#include "scan/nmap.hpp"
#include "scan/scope_store.hpp"
#include "tenant/tenant_store.hpp"
#include "tenant/tier.hpp"

namespace mssp::scan {
namespace {

constexpr std::size_t problems_told = 5;

}  // namespace

finding::Import read_result(Context& context, const ResultFile& file) {
  if (file.scanner != "nmap") throw Error(Code::failed, "results of " + file.scanner + " cannot be imported by this version");
  finding::Import import;
  import.file = file.name;
  import.accept_coverage = file.accept_coverage;
  import.again = file.again;
  const Report report = read_nmap(from_text(file.bytes), printable(import.file));
  if (!report.complete && !file.accept_coverage) {
    throw Error(Code::invalid_input, "'" + printable(import.file) + "' is no whole scan: " + report.incomplete,
                "--accept-coverage imports what it holds; it still closes nothing");
  }
  import.scan.scanner = file.scanner;
  import.scan.sha256 = sha256_hex(file.bytes);
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

finding::Imported keep_result(Context& context, db::Connection& store, const std::string& tenant_slug,
                              const std::vector<config::Tier>& tiers, const finding::Import& import, Instant now,
                              const std::function<void(const std::string& address)>& check) {
  const tenant::Tenant tenant = tenant::get(store, tenant_slug);
  std::vector<std::string> addresses;
  for (const Asset& asset : import.assets) {
    if (check) check(asset.address);
    addresses.push_back(asset.address);
  }
  require_in_scope(tenant.slug, scopes_of(store, tenant), addresses);
  auto done = finding::import_scan(store, tenant, tenant::require_tier(tiers, tenant.tier), import, now);
  if (done.changed) {
    context.audit({{tenant.slug, "scan " + handle(done.scan.number), "", render::json_line(describe(done.scan))}});
  }
  return done;
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

}  // namespace mssp::scan
