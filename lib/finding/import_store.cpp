#include "finding/import_store.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "tenant/tenant_store.hpp"
#include "tenant/tier.hpp"

namespace mssp::finding {
namespace {

void require_room(db::Connection& store, const tenant::Tenant& tenant, const config::Tier& tier, const Import& import,
                  Instant now) {
  const Zone zone = tenant::zone_of(tenant);
  const tenant::Usage used = tenant::usage(store, tenant, period_of(month_of(now, zone), zone));
  tenant::require_within(tenant.slug, "scans this month", used.scans, 1, tier.scans_per_month,
                         "scan '" + printable(import.file) + "'");
  const auto known = scan::asset_ids(store, tenant);
  std::int64_t more = 0;
  for (const scan::Asset& asset : import.assets) {
    if (known.contains(asset.address)) continue;
    tenant::require_within(tenant.slug, "assets", used.assets, ++more, tier.assets, "asset '" + asset.address + "'");
  }
}

// Why this scan must close nothing; empty when it may.
std::string doubt_about(const Import& import, const scan::Past& past) {
  const auto last_up = past.hosts ? std::optional(static_cast<std::size_t>(*past.hosts)) : std::nullopt;
  const Doubt doubt = doubt_in(import.coverage, last_up, import.accept_coverage);
  if (doubt != Doubt::none) return std::string(text(doubt));
  const bool older = past.finished && import.scan.finished && *import.scan.finished < *past.finished;
  return older && !import.accept_coverage ? "a newer scan was imported already" : "";
}

struct Known {
  Identity identity;
  State state;
  Severity severity;
};

// By identity key. An acceptance that has expired is open.
std::map<std::string, Known> known_findings(db::Connection& store, const tenant::Tenant& tenant,
                                            const std::string& scanner, Instant now) {
  std::map<std::string, Known> known;
  for (const db::Row& row :
       store.run("SELECT f.identity, a.address, f.port, f.protocol, f.source, f.rule, f.component, f.severity,"
                 " CASE WHEN f.state = 'accepted' AND f.expires_at <= $1 THEN 'open' ELSE f.state END"
                 " FROM finding f JOIN asset a ON a.tenant_id = f.tenant_id AND a.asset_id = f.asset_id WHERE f.tenant_id = $2 AND f.scanner = $3",
                 {epoch(now), tenant.id, scanner})) {
    const auto port = row.optional_integer(2);
    Identity identity{.asset = row.text(1),
                      .port = port ? std::optional(static_cast<int>(*port)) : std::nullopt,
                      .protocol = row.text(3),
                      .source = row.text(4),
                      .rule = row.text(5),
                      .component = row.text(6)};
    known.emplace(row.text(0), Known{std::move(identity), *parse_state(row.text(8)), *parse_severity(row.text(7))});
  }
  return known;
}

constexpr std::string_view finding_columns =
    "tenant_id, identity, handle, asset_id, port, protocol, scanner, source, rule, component, title, detail, severity,"
    " scanner_severity, cvss, cves, state, first_seen, last_seen, due_at, fixed_at, reopened, owner, reason, "
    "expires_at";

db::Value seconds_or_null(const std::optional<Instant>& at) {
  return at ? db::Value(epoch(*at)) : db::Value(nullptr);
}

db::Values row_of(const Draft& draft, const std::string& key, std::int64_t tenant, std::int64_t asset, Instant now,
                  const std::optional<Instant>& due) {
  const Identity& id = draft.identity;
  return {tenant,
          key,
          handle(key),
          asset,
          id.port ? db::Value(std::int64_t{*id.port}) : db::Value(nullptr),
          id.protocol,
          std::string(scanner_of(id.source)),
          id.source,
          id.rule,
          id.component,
          draft.title,
          draft.description,
          std::string(name(draft.severity)),
          draft.scanner_severity ? std::string(name(*draft.scanner_severity)) : std::string{},
          draft.cvss ? db::Value(std::int64_t{draft.cvss->tenths}) : db::Value(nullptr),
          join(draft.cves, " "),
          std::string(name(State::open)),
          epoch(now),
          epoch(now),
          seconds_or_null(due),
          nullptr,
          std::int64_t{0},
          std::string{},
          std::string{},
          nullptr};
}

// What the import does, as rows: new findings, and for each known one what changes.
struct Plan {
  std::vector<db::Values> created;
  std::vector<db::Values> staged;  // identity, change, due_at
  std::int64_t untouched = 0;
  std::int64_t reopened = 0;
  std::int64_t fixed = 0;
};

Plan plan(const tenant::Tenant& tenant, const Import& import, const std::map<std::string, Known>& known,
          const std::map<std::string, std::int64_t>& assets, bool closes, Instant now, const Remediation& remediation) {
  const Zone zone = tenant::zone_of(tenant);
  Plan plan;
  std::set<std::string> seen;
  for (const Draft& draft : import.drafts) {
    const std::string key = identity_key(tenant.slug, draft.identity);
    seen.insert(key);
    const auto found = known.find(key);
    const bool is_known = found != known.end();
    const Change change = when_seen(is_known ? std::optional(found->second.state) : std::nullopt).change;
    if (change == Change::created) {
      const auto due = remediation_due(draft.severity, now, zone, remediation);
      plan.created.push_back(row_of(draft, key, tenant.id, assets.at(draft.identity.asset), now, due));
    } else if (change == Change::reopened) {
      const auto due = remediation_due(found->second.severity, now, zone, remediation);
      plan.staged.push_back({key, "reopened", seconds_or_null(due)});
      ++plan.reopened;
    } else {
      plan.staged.push_back({key, "untouched", nullptr});
      ++plan.untouched;
    }
  }
  for (const auto& [key, finding] : known) {
    if (seen.contains(key)) continue;
    const bool covered = closes && covers(import.coverage, finding.identity);
    if (when_absent(finding.state, covered).change != Change::fixed) continue;
    plan.staged.push_back({key, "fixed", nullptr});
    ++plan.fixed;
  }
  return plan;
}

void apply(db::Connection& store, const tenant::Tenant& tenant, const Plan& plan, Instant now) {
  store.run(
      "CREATE TEMP TABLE IF NOT EXISTS staged_finding"
      " (identity TEXT NOT NULL PRIMARY KEY, change TEXT NOT NULL, due_at BIGINT)");
  store.run("DELETE FROM staged_finding");
  store.insert("staged_finding", "identity, change, due_at", plan.staged);
  store.run(
      "UPDATE finding SET last_seen = $1 WHERE tenant_id = $2"
      " AND identity IN (SELECT identity FROM staged_finding WHERE change <> 'fixed')",
      {epoch(now), tenant.id});
  store.run(
      "UPDATE finding SET state = 'open', fixed_at = NULL, reopened = reopened + 1,"
      " due_at = (SELECT s.due_at FROM staged_finding s WHERE s.identity = finding.identity)"
      " WHERE tenant_id = $1 AND identity IN (SELECT identity FROM staged_finding WHERE change = 'reopened')",
      {tenant.id});
  store.run(
      "UPDATE finding SET state = 'fixed', fixed_at = $1"
      " WHERE tenant_id = $2 AND identity IN (SELECT identity FROM staged_finding WHERE change = 'fixed')",
      {epoch(now), tenant.id});
  try {
    store.insert("finding", finding_columns, plan.created);
  } catch (const db::Violation&) {
    // Identities were compared before: only the shorter handle is left, and only a forged file makes two alike.
    throw Error(Code::conflict, "two findings would have the same handle", "nothing was imported");
  }
}

}  // namespace

Imported import_scan(db::Connection& store, const tenant::Tenant& tenant, const config::Tier& tier,
                     const Import& import, Instant now, const Remediation& remediation) {
  tenant::require_open(tenant);
  if (!import.again) {
    if (auto before = scan::find_file(store, tenant, import.scan.sha256)) return {std::move(*before), false};
  }
  require_room(store, tenant, tier, import, now);
  const scan::Past past = scan::past(store, tenant, import.scan.scanner);
  scan::Scan scan = import.scan;
  scan.tenant = tenant.slug;
  scan.number = past.next_number;
  scan.imported_at = now;
  scan.doubt = doubt_about(import, past);
  scan.hosts = static_cast<std::int64_t>(import.assets.size());
  scan.reported = static_cast<std::int64_t>(import.drafts.size());

  scan::upsert_assets(store, tenant, import.assets, now);
  const Plan changes = plan(tenant, import, known_findings(store, tenant, scan.scanner, now),
                            scan::asset_ids(store, tenant), scan.doubt.empty(), now, remediation);
  apply(store, tenant, changes, now);
  scan.created = static_cast<std::int64_t>(changes.created.size());
  scan.untouched = changes.untouched;
  scan.reopened = changes.reopened;
  scan.fixed = changes.fixed;
  scan::insert(store, tenant, scan);
  return {std::move(scan), true};
}

}  // namespace mssp::finding
