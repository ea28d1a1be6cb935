#include "finding/import_store.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "finding/feed_store.hpp"
#include "finding/staging_store.hpp"
#include "tenant/tenant_store.hpp"
#include "tenant/tier.hpp"

namespace mssp::finding {
namespace {

// Why this scan must close nothing; empty when it may.
std::string doubt_about(const Import& import, const Facts& facts, std::int64_t hosts, const scan::Past& past) {
  const Doubt doubt = doubt_in({facts.incomplete.empty(), hosts, past.hosts}, import.accept_coverage);
  if (doubt != Doubt::none) return std::string(text(doubt));
  if (import.accept_coverage) return "";
  if (past.finished && facts.finished && *facts.finished < *past.finished) return "a newer scan was imported already";
  return past.previous > 0 ? facts.partial : "";
}

// The times to repair, worked out once for each severity, and the cap for what is known to be exploited.
std::function<std::optional<Instant>(const Draft&)> due_after(db::Connection& store, Instant now, const Zone& zone,
                                                              const Remediation& remediation) {
  std::array<std::optional<Instant>, severities.size()> due;
  for (const Severity severity : severities) {
    due.at(static_cast<std::size_t>(severity)) = remediation_due(severity, now, zone, remediation);
  }
  return [due, known = known_exploited(store), cap = exploited_due(now, zone, remediation)](const Draft& draft) {
    auto until = due.at(static_cast<std::size_t>(draft.severity));
    const bool exploited =
        !known.empty() && std::any_of(draft.cves.begin(), draft.cves.end(), [&](const auto& cve) { return known.contains(cve); });
    if (exploited && (!until || *until > cap)) until = cap;
    return until;
  };
}

}  // namespace

Imported import_scan(db::Connection& store, const tenant::Tenant& tenant, const config::Tier& tier,
                     const Import& import, Instant now, const Remediation& remediation) {
  tenant::require_open(tenant);
  if (!import.again) {
    if (auto before = scan::find_file(store, tenant, import.sha256)) return {std::move(*before), false};
  }
  const Zone zone = tenant::zone_of(tenant);
  const tenant::Usage used = tenant::usage(store, tenant, period_of(month_of(now, zone), zone));
  tenant::require_within(tenant.slug, "scans this month", used.scans, 1, tier.scans_per_month,
                         "scan '" + printable(import.file) + "'");
  const scan::Past past = scan::past(store, tenant, import.scanner);
  std::int64_t more = 0;
  Staging staging(store, {.tenant = tenant,
                          .scanner = import.scanner,
                          .number = past.next_number,
                          .previous = past.previous,
                          .now = now,
                          .due = due_after(store, now, zone, remediation),
                          .require_room = [&](const std::string& address) {
                            tenant::require_within(tenant.slug, "assets", used.assets, ++more, tier.assets,
                                                   "asset '" + printable(address) + "'");
                          }});
  const Facts facts = import.read(staging);
  if (!facts.incomplete.empty() && !import.accept_coverage) {
    throw Error(Code::invalid_input, "'" + printable(import.file) + "' is no whole scan: " + facts.incomplete,
                "--accept-coverage imports what it holds; it still closes nothing");
  }
  const Counts& counts = staging.finish();
  scan::Scan scan{.tenant = tenant.slug,
                  .number = past.next_number,
                  .scanner = import.scanner,
                  .sha256 = import.sha256,
                  .arguments = facts.arguments,
                  .started = facts.started,
                  .finished = facts.finished,
                  .imported_at = now,
                  .complete = facts.incomplete.empty(),
                  .doubt = doubt_about(import, facts, counts.hosts, past),
                  .hosts = counts.hosts,
                  .reported = counts.reported,
                  .created = counts.created,
                  .untouched = counts.untouched,
                  .reopened = counts.reopened,
                  .fixed = 0,
                  .skipped = counts.skipped};
  if (scan.doubt.empty() && past.previous > 0) scan.fixed = staging.close_absent(facts);
  scan::insert(store, tenant, scan);
  return {std::move(scan), true, staging.problems()};
}

}  // namespace mssp::finding
