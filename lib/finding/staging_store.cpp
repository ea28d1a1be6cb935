#include "finding/staging_store.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "db/instants.hpp"

namespace mssp::finding {
namespace {

constexpr std::size_t chunk_drafts = 8000;
constexpr std::size_t chunk_assets = 1000;
constexpr std::size_t chunk_ports = 20'000;
constexpr std::size_t problems_kept = 100;

// The tables of a scan, and those of a chunk of it.
constexpr std::array tables{
    "staged_asset (address TEXT NOT NULL PRIMARY KEY, whole BIGINT NOT NULL, listed BIGINT NOT NULL)",
    "staged_port (address TEXT NOT NULL, protocol TEXT NOT NULL, port BIGINT NOT NULL, open BIGINT NOT NULL,"
    " decided BIGINT NOT NULL)",
    "staged_undecided (address TEXT NOT NULL, rule TEXT NOT NULL)",
    "staged_ambiguous (protocol TEXT NOT NULL)",
    "staged_source (source TEXT NOT NULL)",
    "staged_span (protocol TEXT NOT NULL, first BIGINT NOT NULL, last BIGINT NOT NULL)",
    "chunk_asset (address TEXT NOT NULL, hostname TEXT NOT NULL, whole BIGINT NOT NULL,"
    " listed BIGINT NOT NULL)",
    "chunk_finding (identity TEXT NOT NULL, handle TEXT NOT NULL, address TEXT NOT NULL, port BIGINT,"
    " protocol TEXT NOT NULL, source TEXT NOT NULL, rule TEXT NOT NULL, component TEXT NOT NULL, title TEXT NOT NULL,"
    " detail TEXT NOT NULL, severity TEXT NOT NULL, scanner_severity TEXT NOT NULL, cvss BIGINT, cves TEXT NOT NULL,"
    " due_at BIGINT, state TEXT NOT NULL, reason TEXT NOT NULL)"};

constexpr std::string_view chunk_columns =
    "identity, handle, address, port, protocol, source, rule, component, title, detail, severity, scanner_severity,"
    " cvss, cves, due_at, state, reason";

db::Values row_of(Draft&& draft, const std::string& key, const std::optional<Instant>& due) {
  Identity& id = draft.identity;
  return {key,
          handle(key),
          std::move(id.asset),
          id.port ? db::Value(std::int64_t{*id.port}) : db::Value(nullptr),
          std::move(id.protocol),
          std::move(id.source),
          std::move(id.rule),
          std::move(id.component),
          std::move(draft.title),
          std::move(draft.description),
          std::string(name(draft.severity)),
          draft.scanner_severity ? std::string(name(*draft.scanner_severity)) : std::string{},
          draft.cvss ? db::Value(std::int64_t{draft.cvss->tenths}) : db::Value(nullptr),
          join(draft.cves, " "),
          db::epoch_or_null(due),
          std::string(name(draft.begins_as)),
          std::move(draft.reason)};
}

constexpr std::string_view new_findings =
    "INSERT INTO finding (tenant_id, identity, handle, asset_id, port, protocol, scanner, source, rule, component,"
    " title, detail, severity, scanner_severity, cvss, cves, state, first_seen, last_seen, due_at, fixed_at, reopened,"
    " owner, reason, expires_at, run_first, run_last)"
    " SELECT cast($1 AS BIGINT), c.identity, c.handle, a.asset_id, c.port, c.protocol, cast($2 AS TEXT), c.source,"
    " c.rule, c.component, c.title, c.detail, c.severity, c.scanner_severity, c.cvss, c.cves, c.state,"
    " cast($3 AS BIGINT), cast($3 AS BIGINT), c.due_at, CASE WHEN c.state = 'fixed' THEN cast($3 AS BIGINT) END, 0,"
    " '', c.reason, cast(NULL AS BIGINT),"
    " cast($4 AS BIGINT), cast($4 AS BIGINT)"
    " FROM chunk_finding c CROSS JOIN asset a WHERE a.tenant_id = $1 AND a.address = c.address";

// Fixed ones begin a new life with what the scanner says now; others are only seen again.
std::string upsert() {
  const std::string back = "finding.state = 'fixed' AND excluded.state <> 'fixed'";
  std::string sql =
      std::string(new_findings) +
      " ON CONFLICT (tenant_id, identity) DO UPDATE SET last_seen = excluded.last_seen, run_last = excluded.run_last,"
      " run_first = CASE WHEN finding.run_last IN ($4, $5) AND finding.run_last > 0 THEN finding.run_first"
      " ELSE excluded.run_first END, reopened = finding.reopened + CASE WHEN " +
      back + " THEN 1 ELSE 0 END, verdict = CASE WHEN " + back + " THEN '' ELSE finding.verdict END";
  for (const std::string column :
       {"state", "fixed_at", "reason", "title", "detail", "severity", "scanner_severity", "cvss", "cves", "due_at"}) {
    sql += ", " + column + " = CASE WHEN " + back + " THEN excluded." + column + " ELSE finding." + column + " END";
  }
  return sql;
}

}  // namespace

Staging::Staging(db::Connection& store, Run run) : store_(store), run_(std::move(run)) {
  for (const std::string table : tables) {
    store_.run("CREATE TEMP TABLE IF NOT EXISTS " + table);
    store_.run("DELETE FROM " + table.substr(0, table.find(' ')));
  }
}

void Staging::asset(AssetSeen asset) {
  ports_ += asset.ports.size() + asset.undecided.size();
  const auto [place, inserted] = assets_.try_emplace(asset.address);
  AssetSeen& known = place->second;
  if (inserted) {
    known = std::move(asset);
  } else {
    if (!asset.hostname.empty()) known.hostname = std::move(asset.hostname);
    known.whole = known.whole && asset.whole;
    std::move(asset.ports.begin(), asset.ports.end(), std::back_inserter(known.ports));
    std::move(asset.undecided.begin(), asset.undecided.end(), std::back_inserter(known.undecided));
    known.listed_only = known.listed_only || asset.listed_only;
  }
  if (assets_.size() >= chunk_assets || ports_ >= chunk_ports) flush();
}

// Two results with one identity are one finding: the one with the higher score speaks for both, with the CVEs of both.
void Staging::draft(Draft draft) {
  ++counts_.reported;
  std::string key = identity_key(run_.tenant.slug, draft.identity);
  const auto [place, inserted] = index_.try_emplace(key, drafts_.size());
  if (!inserted) {
    Draft& kept = drafts_[place->second];
    if (draft.cvss > kept.cvss) std::swap(kept, draft);
    for (std::string& cve : draft.cves) {
      if (std::find(kept.cves.begin(), kept.cves.end(), cve) == kept.cves.end()) kept.cves.push_back(std::move(cve));
    }
    return;
  }
  keys_.push_back(std::move(key));
  drafts_.push_back(std::move(draft));
  if (drafts_.size() >= chunk_drafts) flush();
}

void Staging::problem(std::string what) {
  ++counts_.skipped;
  if (problems_.size() < problems_kept) problems_.push_back(std::move(what));
}

const Counts& Staging::finish() {
  flush();
  counts_.hosts = store_.run("SELECT count(*) FROM staged_asset").front().integer(0);
  return counts_;
}

void Staging::flush() {
  if (!assets_.empty()) keep_assets();
  if (!drafts_.empty()) keep_drafts();
}

void Staging::keep_assets() {
  std::vector<db::Values> assets;
  std::vector<db::Values> ports;
  std::vector<db::Values> undecided;
  for (const auto& [address, asset] : assets_) {
    assets.push_back({address, asset.hostname, std::int64_t{asset.whole}, std::int64_t{asset.listed_only}});
    for (const std::string& rule : asset.undecided) undecided.push_back({address, rule});
    for (const PortSeen& port : asset.ports) {
      ports.push_back(
          {address, port.protocol, std::int64_t{port.number}, std::int64_t{port.open}, std::int64_t{port.decided}});
    }
  }
  assets_.clear();
  ports_ = 0;
  store_.run("DELETE FROM chunk_asset");
  store_.insert("chunk_asset", "address, hostname, whole, listed", assets);
  store_.insert("staged_undecided", "address, rule", undecided);
  store_.insert("staged_port", "address, protocol, port, open, decided", ports);
  for (const db::Row& row : store_.run("SELECT c.address FROM chunk_asset c WHERE NOT EXISTS (SELECT 1 FROM asset a"
                                       " WHERE a.tenant_id = $1 AND a.address = c.address) ORDER BY c.address",
                                       {run_.tenant.id})) {
    run_.require_room(row.text(0));
  }
  store_.run(
      "INSERT INTO staged_asset (address, whole, listed) SELECT address, whole, listed FROM chunk_asset WHERE true"
      " ON CONFLICT (address) DO UPDATE SET whole = CASE WHEN excluded.whole = 0 THEN 0 ELSE staged_asset.whole END,"
      " listed = CASE WHEN excluded.listed = 1 THEN 1 ELSE staged_asset.listed END");
  store_.run(
      "INSERT INTO asset (tenant_id, address, hostname, first_seen, last_seen)"
      " SELECT cast($1 AS BIGINT), address, hostname, cast($2 AS BIGINT), cast($2 AS BIGINT) FROM chunk_asset"
      " WHERE true ON CONFLICT (tenant_id, address) DO UPDATE SET last_seen = excluded.last_seen,"
      " hostname = CASE WHEN excluded.hostname = '' THEN asset.hostname ELSE excluded.hostname END",
      {run_.tenant.id, epoch(run_.now)});
}

void Staging::keep_drafts() {
  // In the order of their identities: the index is then filled from one end to the other, once for each chunk.
  std::vector<std::size_t> order(drafts_.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return keys_[a] < keys_[b]; });
  std::vector<db::Values> rows;
  rows.reserve(order.size());
  for (const std::size_t i : order) {
    const auto due = run_.due(drafts_[i]);
    rows.push_back(row_of(std::move(drafts_[i]), keys_[i], due));
  }
  drafts_.clear();
  keys_.clear();
  index_.clear();
  store_.run("DELETE FROM chunk_finding");
  store_.insert("chunk_finding", chunk_columns, rows);

  std::int64_t known = 0;
  for (const db::Row& row :
       // A look-up for each row of the chunk: a planner that knows nothing of the new findings yet would read them all.
       store_.run("SELECT change, count(*) FROM (SELECT (SELECT CASE WHEN f.run_last = $1 THEN 'repeated'"
                  " WHEN f.state = 'fixed' AND c.state <> 'fixed' THEN 'reopened' ELSE 'untouched' END FROM finding f"
                  " WHERE f.tenant_id = $2 AND f.identity = c.identity) AS change FROM chunk_finding c) AS looked_up"
                  " GROUP BY change ORDER BY change NULLS FIRST",
                  {run_.number, run_.tenant.id})) {
    if (row.is_null(0)) continue;
    known += row.integer(1);
    if (row.text(0) == "reopened") counts_.reopened += row.integer(1);
    if (row.text(0) == "untouched") counts_.untouched += row.integer(1);
  }
  counts_.created += static_cast<std::int64_t>(rows.size()) - known;
  if (known > 0) {
    store_.run(
        "INSERT INTO finding_run (tenant_id, finding_id, run_first, run_last)"
        " SELECT f.tenant_id, f.finding_id, f.run_first, f.run_last FROM chunk_finding c CROSS JOIN finding f"
        " WHERE f.tenant_id = $1 AND f.identity = c.identity AND f.run_last NOT IN (0, $2, $3)"
        " ON CONFLICT (tenant_id, finding_id, run_first) DO NOTHING",
        {run_.tenant.id, run_.number, run_.previous});
  }
  try {
    // Without known ones there is nothing to merge with, which a server need then not look for a second time.
    if (known > 0) {
      store_.run(upsert(), {run_.tenant.id, run_.scanner, epoch(run_.now), run_.number, run_.previous});
    } else {
      store_.run(new_findings, {run_.tenant.id, run_.scanner, epoch(run_.now), run_.number});
    }
  } catch (const db::Violation&) {
    // Identities are what conflicts are about: only the shorter handle is left, and only a forged file makes two alike.
    throw Error(Code::conflict, "two findings would have the same handle", "nothing was imported");
  }
}

std::int64_t Staging::close_absent(const Facts& facts) {
  std::vector<db::Values> sources;
  std::vector<db::Values> spans;
  std::vector<db::Values> ambiguous;
  for (const std::string& source : facts.sources) sources.push_back({source});
  for (const auto& [protocol, ranges] : facts.ports) {
    for (const PortSpan& span : ranges) spans.push_back({protocol, std::int64_t{span.first}, std::int64_t{span.last}});
  }
  for (const std::string& protocol : facts.ambiguous) ambiguous.push_back({protocol});
  store_.insert("staged_ambiguous", "protocol", ambiguous);
  store_.insert("staged_source", "source", sources);
  store_.insert("staged_span", "protocol, first, last", spans);
  // Now that all is in them: an index made at once costs less than one that grows.
  store_.run("CREATE INDEX IF NOT EXISTS staged_undecided_rule ON staged_undecided (address, rule)");
  store_.run("CREATE INDEX IF NOT EXISTS staged_port_place ON staged_port (address, protocol, port)");
  const db::Rows fixed = store_.run(
      "UPDATE finding SET state = 'fixed', fixed_at = $1,"
      " verdict = CASE WHEN due_at IS NULL THEN '' WHEN $1 <= due_at THEN 'met' ELSE 'missed' END"
      " WHERE tenant_id = $2 AND scanner = $3 AND run_last <> $4"
      " AND (state = 'open' OR (state = 'accepted' AND expires_at <= $1)) AND EXISTS ("
      "  SELECT 1 FROM asset a CROSS JOIN staged_asset s"
      "  WHERE a.tenant_id = finding.tenant_id AND a.asset_id = finding.asset_id AND s.address = a.address AND ("
      "   ((s.whole = 1 OR finding.port IS NULL) AND finding.source IN (SELECT source FROM staged_source)"
      "    AND NOT EXISTS (SELECT 1 FROM staged_undecided n WHERE n.address = a.address AND n.rule = finding.rule))"
      "   OR (s.whole = 0"
      "    AND EXISTS (SELECT 1 FROM staged_span p WHERE p.protocol = finding.protocol"
      "     AND finding.port BETWEEN p.first AND p.last)"
      "    AND NOT EXISTS (SELECT 1 FROM staged_port u WHERE u.address = a.address AND u.protocol = finding.protocol"
      "     AND u.port = finding.port AND u.decided = 0)"
      "    AND (s.listed = 0 OR finding.protocol NOT IN (SELECT protocol FROM staged_ambiguous)"
      "     OR EXISTS (SELECT 1 FROM staged_port d WHERE d.address = a.address AND d.protocol = finding.protocol"
      "      AND d.port = finding.port AND d.decided = 1))"
      "    AND (finding.source IN (SELECT source FROM staged_source)"
      "     OR NOT EXISTS (SELECT 1 FROM staged_port o WHERE o.address = a.address"
      "      AND o.protocol = finding.protocol AND o.port = finding.port AND o.open = 1)))))"
      " RETURNING 1",
      {epoch(run_.now), run_.tenant.id, run_.scanner, run_.number});
  return static_cast<std::int64_t>(fixed.size());
}

}  // namespace mssp::finding
