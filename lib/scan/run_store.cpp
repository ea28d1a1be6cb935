#include "scan/run_store.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/slug.hpp"
#include "db/instants.hpp"

namespace mssp::scan {
namespace {

constexpr std::string_view columns =
    "SELECT r.tenant_id, t.slug, r.number, r.scan_schedule_id, r.due_at, r.scan_type, r.profile, r.state, r.detail, r.late,"
    " r.started_at, r.finished_at, r.holder, r.lease_until, s.number, s.hosts, r.acknowledged_at, r.acknowledged_by"
    " FROM scan_run r JOIN tenant t ON t.tenant_id = r.tenant_id"
    " LEFT JOIN scan s ON s.tenant_id = r.tenant_id AND s.scan_id = r.scan_id ";

// What Run::open() says, in SQL.
constexpr std::string_view open_now =
    "(acknowledged_at IS NULL AND state NOT IN ('running', 'skipped') AND (late = 1 OR state <> 'done'))";

Run run_of(const db::Row& row) {
  return {.tenant_id = row.integer(0),
          .tenant = row.text(1),
          .number = row.integer(2),
          .schedule_id = row.optional_integer(3),
          .due_at = db::instant_if(row, 4),
          .scan_type = config::parse_scan_type(row.text(5)).value(),
          .profile = row.text(6),
          .state = parse_run_state(row.text(7)).value(),
          .detail = row.text(8),
          .late = row.integer(9) == 1,
          .started_at = instant(row.integer(10)),
          .finished_at = db::instant_if(row, 11),
          .holder = row.text(12),
          .lease_until = db::instant_if(row, 13),
          .scan = row.optional_integer(14),
          .hosts = row.optional_integer(15),
          .acknowledged_at = db::instant_if(row, 16),
          .acknowledged_by = row.text(17)};
}

std::vector<Run> runs_of(const db::Rows& rows) {
  std::vector<Run> all;
  all.reserve(rows.size());
  for (const db::Row& row : rows) all.push_back(run_of(row));
  return all;
}

// "(tenant_id = $3 AND number = $4) OR ...", its values appended.
std::string named(const std::vector<Run>& runs, db::Values& values) {
  std::string condition;
  for (const Run& run : runs) {
    values.emplace_back(run.tenant_id);
    values.emplace_back(run.number);
    condition += fmt::format("{}(tenant_id = ${} AND number = ${})", condition.empty() ? "" : " OR ", values.size() - 1, values.size());
  }
  return condition;
}

}  // namespace

void insert(db::Connection& store, std::vector<Run>& runs) {
  if (runs.empty()) return;
  std::map<std::int64_t, std::int64_t> last;
  for (const db::Row& row : store.run("SELECT tenant_id, max(number) FROM scan_run GROUP BY tenant_id")) {
    last[row.integer(0)] = row.integer(1);
  }
  std::vector<db::Values> rows;
  for (Run& run : runs) {
    run.number = ++last[run.tenant_id];
    rows.push_back({run.tenant_id, run.number, db::or_null(run.schedule_id), db::epoch_or_null(run.due_at),
                    std::string(config::name(run.scan_type)), run.profile, std::string(name(run.state)), run.detail,
                    std::int64_t{run.late}, epoch(run.started_at), db::epoch_or_null(run.finished_at), run.holder,
                    db::epoch_or_null(run.lease_until), std::string()});
  }
  try {
    store.insert("scan_run",
                 "tenant_id, number, scan_schedule_id, due_at, scan_type, profile, state, detail, late, started_at,"
                 " finished_at, holder, lease_until, acknowledged_by",
                 rows);
  } catch (const db::Violation&) {
    throw Error(Code::busy, "another runner has taken this scan at the same moment", "try again");
  }
}

Occurred last_occurred(db::Connection& store) {
  Occurred all;
  for (const db::Row& row : store.run("SELECT scan_schedule_id, tenant_id, max(due_at) FROM scan_run"
                                      " WHERE scan_schedule_id IS NOT NULL GROUP BY scan_schedule_id, tenant_id")) {
    all.emplace(std::pair(row.integer(0), row.integer(1)), instant(row.integer(2)));
  }
  return all;
}

void renew(db::Connection& store, const Run& run, Instant until) {
  store.run("UPDATE scan_run SET lease_until = $1 WHERE tenant_id = $2 AND number = $3 AND state = 'running'",
            {epoch(until), run.tenant_id, run.number});
}

bool finish(db::Connection& store, const Run& run) {
  // A machine that slept is given up for lost by others; what it then brings to an end is true all the same.
  return !store
              .run("UPDATE scan_run SET state = $1, detail = $2, finished_at = $3, lease_until = NULL,"
                   " scan_id = (SELECT s.scan_id FROM scan s WHERE s.tenant_id = $4 AND s.number = $5)"
                   " WHERE tenant_id = $4 AND number = $6 AND state IN ('running', 'lost') AND acknowledged_at IS NULL"
                   " RETURNING number",
                   {std::string(name(run.state)), run.detail, db::epoch_or_null(run.finished_at), run.tenant_id, db::or_null(run.scan),
                    run.number})
              .empty();
}

std::vector<Run> lose(db::Connection& store, Instant now, const std::function<bool(const std::string& holder)>& gone) {
  std::vector<Run> lost = runs_of(store.run(std::string(columns) + "WHERE r.state = 'running' ORDER BY r.tenant_id, r.number"));
  std::erase_if(lost, [&](const Run& run) { return run.lease_until > now && !gone(run.holder); });
  if (lost.empty()) return lost;
  const std::string detail = "its runner ended before the scan did";
  db::Values values{detail, epoch(now)};
  const std::string which = named(lost, values);
  store.run("UPDATE scan_run SET state = 'lost', detail = $1, finished_at = $2, lease_until = NULL WHERE " + which, values);
  for (Run& run : lost) {
    run.state = RunState::lost;
    run.detail = detail;
    run.finished_at = now;
    run.lease_until.reset();
  }
  return lost;
}

std::int64_t running(db::Connection& store, const tenant::Tenant& tenant) {
  return store.run("SELECT count(*) FROM scan_run WHERE tenant_id = $1 AND state = 'running'", {tenant.id}).front().integer(0);
}

std::vector<Run> history(db::Connection& store, const std::string& slug_or_all, bool only_open, std::int64_t most) {
  return runs_of(store.run(std::string(columns) +
                               "WHERE (t.slug = $1 OR $1 = $2) AND ($3 = 0 OR " + std::string(open_now) +
                               ") ORDER BY r.started_at DESC, t.slug, r.number DESC LIMIT $4",
                           {slug_or_all, std::string(every_tenant), std::int64_t{only_open}, most}));
}

std::vector<std::int64_t> acknowledge(db::Connection& store, const tenant::Tenant& tenant, const std::vector<std::int64_t>& numbers,
                                      const std::string& who, Instant now) {
  db::Values values{epoch(now), who, tenant.id};
  std::string list;
  for (const std::int64_t number : numbers) {
    values.emplace_back(number);
    list += fmt::format("{}${}", list.empty() ? "" : ", ", values.size());
  }
  std::vector<std::int64_t> done;
  for (const db::Row& row : store.run("UPDATE scan_run SET acknowledged_at = $1, acknowledged_by = $2 WHERE tenant_id = $3 AND " +
                                          std::string(open_now) + (list.empty() ? "" : " AND number IN (" + list + ")") +
                                          " RETURNING number",
                                      values)) {
    done.push_back(row.integer(0));
  }
  std::sort(done.begin(), done.end());
  return done;
}

std::multimap<std::int64_t, Instant> imports_since(db::Connection& store, Instant since) {
  std::multimap<std::int64_t, Instant> all;
  for (const db::Row& row : store.run("SELECT tenant_id, imported_at FROM scan WHERE imported_at >= $1", {epoch(since)})) {
    all.emplace(row.integer(0), instant(row.integer(1)));
  }
  return all;
}

}  // namespace mssp::scan
