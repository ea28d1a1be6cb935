#include "finding/finding_store.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "db/instants.hpp"

namespace mssp::finding {
namespace {

// $1 is the time asked for.
constexpr std::string_view select =
    "SELECT t.slug, f.handle, a.address, f.port, f.protocol, f.source, f.rule, f.component, a.hostname, f.title,"
    " f.detail, f.severity, f.scanner_severity, f.cvss, f.cves,"
    " CASE WHEN f.state = 'accepted' AND f.expires_at <= $1 THEN 'open' ELSE f.state END AS state_now,"
    " f.first_seen, f.last_seen, f.due_at, f.fixed_at, f.reopened, f.owner, f.reason, f.expires_at, f.proof, f.verdict"
    " FROM finding f JOIN tenant t ON t.tenant_id = f.tenant_id"
    " JOIN asset a ON a.tenant_id = f.tenant_id AND a.asset_id = f.asset_id ";

std::vector<std::string> words(const std::string& text) {
  std::vector<std::string> all;
  for (const std::string_view word : split(text, ' ')) {
    if (!word.empty()) all.emplace_back(word);
  }
  return all;
}

Finding finding_of(const db::Row& row) {
  const auto port = row.optional_integer(3);
  const auto cvss = row.optional_integer(13);
  return {.tenant = row.text(0),
          .handle = row.text(1),
          .identity = {.asset = row.text(2),
                       .port = port ? std::optional(static_cast<int>(*port)) : std::nullopt,
                       .protocol = row.text(4),
                       .source = row.text(5),
                       .rule = row.text(6),
                       .component = row.text(7)},
          .hostname = row.text(8),
          .title = row.text(9),
          .detail = row.text(10),
          .severity = *parse_severity(row.text(11)),
          .scanner_severity = parse_severity(row.text(12)),
          .cvss = cvss ? std::optional(Cvss{static_cast<int>(*cvss)}) : std::nullopt,
          .cves = words(row.text(14)),
          .state = *parse_state(row.text(15)),
          .first_seen = instant(row.integer(16)),
          .last_seen = instant(row.integer(17)),
          .due_at = db::instant_if(row, 18),
          .fixed_at = db::instant_if(row, 19),
          .reopened = row.integer(20),
          .owner = row.text(21),
          .reason = row.text(22),
          .expires_at = db::instant_if(row, 23),
          .proof = row.text(24),
          .verdict = row.text(25)};
}

template <class Word>
db::Value name_or_null(const std::optional<Word>& word) {
  return word ? db::Value(std::string(name(*word))) : db::Value(nullptr);
}

[[noreturn]] void unknown(const std::string& handle) {
  throw Error(Code::not_found, "no finding '" + printable(handle) + "'",
              "'synos-mssp finding list --tenant SLUG --state all' shows them");
}

}  // namespace

std::vector<Finding> list(db::Connection& store, const Filter& filter, Instant now) {
  std::vector<Finding> all;
  for (const db::Row& row :
       store.run("SELECT * FROM (" + std::string(select) +
                     "WHERE (t.slug = $2 OR ($2 = 'all' AND t.status = 'active'))"
                     " AND f.severity = coalesce(cast($3 AS TEXT), f.severity)) AS l"
                     " WHERE state_now = coalesce(cast($4 AS TEXT), state_now)"
                     " ORDER BY slug, CASE severity WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'medium' THEN 2"
                     " WHEN 'low' THEN 3 ELSE 4 END, due_at NULLS LAST, address, port NULLS FIRST, protocol, source, "
                     "rule, component",
                 {epoch(now), filter.tenant, name_or_null(filter.severity), name_or_null(filter.state)})) {
    all.push_back(finding_of(row));
  }
  return all;
}

Finding get(db::Connection& store, const std::string& handle, Instant now) {
  const db::Rows rows = store.run(std::string(select) + "WHERE f.handle = $2", {epoch(now), handle});
  if (rows.empty()) unknown(handle);
  return finding_of(rows.front());
}

std::vector<Finding> get_all(db::Connection& store, const std::vector<std::string>& handles, Instant now) {
  store.run("CREATE TEMP TABLE IF NOT EXISTS wanted_finding (handle TEXT NOT NULL, place BIGINT NOT NULL)");
  store.run("DELETE FROM wanted_finding");
  std::vector<db::Values> rows;
  rows.reserve(handles.size());
  for (const std::string& handle : handles) rows.push_back({handle, static_cast<std::int64_t>(rows.size())});
  store.insert("wanted_finding", "handle, place", rows);
  std::vector<Finding> all;
  for (const db::Row& row : store.run(std::string(select) + "JOIN wanted_finding w ON w.handle = f.handle ORDER BY w.place",
                                      {epoch(now)})) {
    all.push_back(finding_of(row));
  }
  for (std::size_t i = 0; i < handles.size(); ++i) {
    if (i >= all.size() || all[i].handle != handles[i]) unknown(handles[i]);
  }
  return all;
}

void update_decisions(db::Connection& store, const std::vector<Finding>& findings) {
  store.run(
      "CREATE TEMP TABLE IF NOT EXISTS decided_finding (handle TEXT NOT NULL, state TEXT NOT NULL, due_at BIGINT,"
      " reopened BIGINT NOT NULL, owner TEXT NOT NULL, reason TEXT NOT NULL, expires_at BIGINT, fixed_at BIGINT,"
      " proof TEXT NOT NULL, verdict TEXT NOT NULL)");
  store.run("DELETE FROM decided_finding");
  std::vector<db::Values> rows;
  for (const Finding& finding : findings) {
    rows.push_back({finding.handle, std::string(name(finding.state)), db::epoch_or_null(finding.due_at), finding.reopened,
                    finding.owner, finding.reason, db::epoch_or_null(finding.expires_at), db::epoch_or_null(finding.fixed_at),
                    finding.proof, finding.verdict});
  }
  store.insert("decided_finding", "handle, state, due_at, reopened, owner, reason, expires_at, fixed_at, proof, verdict", rows);
  store.run(
      "UPDATE finding SET state = d.state, due_at = d.due_at, reopened = d.reopened, owner = d.owner, reason = d.reason,"
      " expires_at = d.expires_at, fixed_at = d.fixed_at, proof = d.proof, verdict = d.verdict, warned_at = NULL"
      " FROM decided_finding d WHERE finding.handle = d.handle");
}

}  // namespace mssp::finding
