#include "staff/staff_store.hpp"

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "db/instants.hpp"

namespace mssp::staff {
namespace {

Analyst analyst_of(const db::Row& row) {
  Analyst analyst{.id = row.integer(0),
                  .handle = row.text(1),
                  .name = row.text(2),
                  .capacity = row.integer(3),
                  .skills = {},
                  .created_at = instant(row.integer(5))};
  if (!row.text(4).empty()) {
    for (const std::string_view skill : split(row.text(4), ',')) analyst.skills.emplace_back(skill);
  }
  return analyst;
}

std::vector<Analyst> analysts(db::Connection& store, const std::optional<std::string>& handle) {
  std::vector<Analyst> all;
  for (const db::Row& row : store.run(
           "SELECT analyst_id, handle, name, capacity, skills, created_at FROM analyst"
           " WHERE handle = coalesce(cast($1 AS TEXT), handle) ORDER BY handle",
           {db::or_null(handle)})) {
    all.push_back(analyst_of(row));
  }
  return all;
}

constexpr std::string_view select_assignment =
    "SELECT s.assignment_id, t.slug, a.handle, s.role, s.valid_from, s.valid_until FROM assignment s"
    " JOIN tenant t ON t.tenant_id = s.tenant_id JOIN analyst a ON a.analyst_id = s.analyst_id ";

std::vector<Assignment> assignments(const db::Rows& rows) {
  std::vector<Assignment> all;
  all.reserve(rows.size());
  for (const db::Row& row : rows) {
    all.push_back({.id = row.integer(0),
                   .tenant = row.text(1),
                   .analyst = row.text(2),
                   .role = *parse_role(row.text(3)),
                   .from = instant(row.integer(4)),
                   .until = db::instant_if(row, 5)});
  }
  return all;
}

}  // namespace

std::optional<Analyst> find(db::Connection& store, const std::string& handle) {
  auto found = analysts(store, handle);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

Analyst get(db::Connection& store, const std::string& handle) {
  if (auto found = find(store, handle)) return std::move(*found);
  const std::string near = did_you_mean(handle, handles(store));
  throw Error(Code::not_found, "no analyst '" + printable(handle) + "'",
              near.empty() ? "'synos-mssp staff add' adds one" : near);
}

std::vector<Analyst> list(db::Connection& store) { return analysts(store, std::nullopt); }

std::vector<std::string> handles(db::Connection& store) {
  std::vector<std::string> all;
  for (const db::Row& row : store.run("SELECT handle FROM analyst ORDER BY handle")) all.push_back(row.text(0));
  return all;
}

void insert(db::Connection& store, const Analyst& analyst) {
  try {
    store.run("INSERT INTO analyst (handle, name, capacity, skills, created_at) VALUES ($1, $2, $3, $4, $5)",
              {analyst.handle, analyst.name, analyst.capacity, join(analyst.skills, ","), epoch(analyst.created_at)});
  } catch (const db::Violation&) {
    // Only the handle can be refused: the rest was checked.
    throw Error(Code::conflict, "analyst '" + analyst.handle + "' exists already",
                "--if-not-exists accepts one that is there, 'staff set' changes it");
  }
}

void update(db::Connection& store, const Analyst& analyst) {
  store.run("UPDATE analyst SET name = $1, capacity = $2, skills = $3 WHERE handle = $4",
            {analyst.name, analyst.capacity, join(analyst.skills, ","), analyst.handle});
}

std::vector<Assignment> holding(db::Connection& store, Instant at, const std::optional<std::string>& tenant) {
  return assignments(store.run(
      std::string(select_assignment) +
          "WHERE s.valid_from <= $1 AND (s.valid_until IS NULL OR s.valid_until > $1)"
          " AND t.status NOT IN ('archived', 'purged') AND t.slug = coalesce(cast($2 AS TEXT), t.slug)"
          " ORDER BY t.slug, s.role, a.handle",
      {epoch(at), db::or_null(tenant)}));
}

std::vector<Assignment> not_over(db::Connection& store, Instant at, const std::optional<std::string>& tenant) {
  return assignments(store.run(
      std::string(select_assignment) +
          "WHERE (s.valid_until IS NULL OR (s.valid_until > $1 AND s.valid_until > s.valid_from))"
          " AND t.status NOT IN ('archived', 'purged') AND t.slug = coalesce(cast($2 AS TEXT), t.slug)"
          " ORDER BY t.slug, s.role, a.handle, s.valid_from",
      {epoch(at), db::or_null(tenant)}));
}

std::vector<Assignment> history(db::Connection& store, const std::string& handle) {
  return assignments(store.run(
      std::string(select_assignment) + "WHERE a.handle = $1 ORDER BY s.valid_from, s.assignment_id", {handle}));
}

void reassign(db::Connection& store, const std::vector<Assignment>& ended, const std::vector<Assignment>& begun) {
  constexpr std::size_t at_once = 500;  // engines bound the parameters of a statement
  std::map<Instant, std::vector<std::int64_t>> by_end;
  for (const Assignment& assignment : ended) by_end[*assignment.until].push_back(assignment.id);
  for (const auto& [end, ids] : by_end) {
    for (std::size_t first = 0; first < ids.size(); first += at_once) {
      db::Values values{epoch(end)};
      std::string wanted;
      for (std::size_t i = first; i < std::min(ids.size(), first + at_once); ++i) {
        values.emplace_back(ids[i]);
        wanted += (wanted.empty() ? "$" : ", $") + std::to_string(values.size());
      }
      store.run("UPDATE assignment SET valid_until = $1 WHERE assignment_id IN (" + wanted + ")", values);
    }
  }
  if (begun.empty()) return;
  std::vector<std::pair<std::string, std::int64_t>> tenants;
  for (const db::Row& row : store.run("SELECT slug, tenant_id FROM tenant")) tenants.emplace_back(row.text(0), row.integer(1));
  std::sort(tenants.begin(), tenants.end());
  std::vector<std::pair<std::string, std::int64_t>> people;
  for (const Analyst& analyst : list(store)) people.emplace_back(analyst.handle, analyst.id);
  std::sort(people.begin(), people.end());
  const auto id_of = [](const auto& known, const std::string& name) {
    return std::lower_bound(known.begin(), known.end(), std::pair(name, std::int64_t{0}))->second;
  };
  std::vector<db::Values> rows;
  rows.reserve(begun.size());
  for (const Assignment& assignment : begun) {
    rows.push_back({id_of(tenants, assignment.tenant), id_of(people, assignment.analyst),
                    std::string(name(assignment.role)), epoch(assignment.from),
                    db::epoch_or_null(assignment.until)});
  }
  store.insert("assignment", "tenant_id, analyst_id, role, valid_from, valid_until", rows);
}

std::vector<std::string> active_tenants(db::Connection& store) {
  std::vector<std::string> all;
  for (const db::Row& row : store.run("SELECT slug FROM tenant WHERE status = 'active' ORDER BY slug")) {
    all.push_back(row.text(0));
  }
  return all;
}

std::vector<Absence> absences(db::Connection& store, Instant now, const std::optional<std::string>& handle) {
  std::vector<Absence> all;
  for (const db::Row& row : store.run(
           "SELECT a.handle, b.starts_at, b.ends_at FROM absence b JOIN analyst a ON a.analyst_id = b.analyst_id"
           " WHERE b.ends_at > $1 AND a.handle = coalesce(cast($2 AS TEXT), a.handle) ORDER BY a.handle, b.starts_at",
           {epoch(now), db::or_null(handle)})) {
    all.push_back({row.text(0), instant(row.integer(1)), instant(row.integer(2))});
  }
  return all;
}

bool insert(db::Connection& store, const Absence& absence) {
  return !store
              .run("INSERT INTO absence (analyst_id, starts_at, ends_at)"
                   " SELECT analyst_id, $1, $2 FROM analyst WHERE handle = $3"
                   " ON CONFLICT (analyst_id, starts_at, ends_at) DO NOTHING RETURNING absence_id",
                   {epoch(absence.from), epoch(absence.to), absence.analyst})
              .empty();
}

bool remove(db::Connection& store, const Absence& absence) {
  return !store
              .run("DELETE FROM absence WHERE starts_at = $1 AND ends_at = $2"
                   " AND analyst_id = (SELECT analyst_id FROM analyst WHERE handle = $3) RETURNING absence_id",
                   {epoch(absence.from), epoch(absence.to), absence.analyst})
              .empty();
}

std::vector<std::string> required_skills(db::Connection& store, std::int64_t tenant) {
  std::vector<std::string> all;
  for (const db::Row& row : store.run("SELECT skill FROM tenant_skill WHERE tenant_id = $1 ORDER BY skill", {tenant})) {
    all.push_back(row.text(0));
  }
  return all;
}

std::map<std::string, std::vector<std::string>> required_skills(
    db::Connection& store, const std::map<std::string, std::vector<std::string>>& by_tier) {
  std::map<std::string, std::set<std::string>> merged;
  for (const db::Row& row : store.run(
           "SELECT t.slug, k.skill FROM tenant_skill k JOIN tenant t ON t.tenant_id = k.tenant_id ORDER BY t.slug, k.skill")) {
    merged[row.text(0)].insert(row.text(1));
  }
  if (!by_tier.empty()) {
    for (const db::Row& row : store.run("SELECT slug, tier FROM tenant ORDER BY slug")) {
      const auto found = by_tier.find(row.text(1));
      if (found != by_tier.end()) merged[row.text(0)].insert(found->second.begin(), found->second.end());
    }
  }
  std::map<std::string, std::vector<std::string>> all;
  for (const auto& [tenant, skills] : merged) all[tenant].assign(skills.begin(), skills.end());
  return all;
}

Roster roster(db::Connection& store, const std::map<std::string, std::vector<std::string>>& skills_by_tier, Instant at) {
  Roster result;
  result.assignments = not_over(store, at);
  result.absences = absences(store, at);
  for (auto& conflict : conflicts(store)) result.conflicts.insert(std::move(conflict));
  for (Analyst& analyst : list(store)) result.skills[analyst.handle] = std::move(analyst.skills);
  result.required = required_skills(store, skills_by_tier);
  return result;
}

void set_required(db::Connection& store, std::int64_t tenant, const std::vector<std::string>& skills) {
  store.run("DELETE FROM tenant_skill WHERE tenant_id = $1", {tenant});
  std::vector<db::Values> rows;
  for (const std::string& skill : skills) rows.push_back({tenant, skill});
  if (!rows.empty()) store.insert("tenant_skill", "tenant_id, skill", rows);
}

std::vector<std::pair<std::string, std::string>> conflicts(db::Connection& store) {
  std::vector<std::pair<std::string, std::string>> all;
  for (const db::Row& row : store.run(
           "SELECT t.slug, a.handle FROM analyst_conflict c JOIN tenant t ON t.tenant_id = c.tenant_id"
           " JOIN analyst a ON a.analyst_id = c.analyst_id ORDER BY t.slug, a.handle")) {
    all.emplace_back(row.text(0), row.text(1));
  }
  return all;
}

bool set_conflict(db::Connection& store, const std::string& tenant, const std::string& handle, bool exists, Instant now) {
  if (!exists) {
    return !store
                .run("DELETE FROM analyst_conflict WHERE tenant_id = (SELECT tenant_id FROM tenant WHERE slug = $1)"
                     " AND analyst_id = (SELECT analyst_id FROM analyst WHERE handle = $2) RETURNING conflict_id",
                     {tenant, handle})
                .empty();
  }
  return !store
              .run("INSERT INTO analyst_conflict (tenant_id, analyst_id, created_at)"
                   " SELECT t.tenant_id, a.analyst_id, $3 FROM tenant t, analyst a WHERE t.slug = $1 AND a.handle = $2"
                   " ON CONFLICT (tenant_id, analyst_id) DO NOTHING RETURNING conflict_id",
                   {tenant, handle, epoch(now)})
              .empty();
}

}  // namespace mssp::staff
