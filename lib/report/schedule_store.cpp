#include "report/schedule_store.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/text.hpp"

namespace mssp::report {
namespace {

std::vector<std::string> list_of(const std::string& text) {
  std::vector<std::string> all;
  if (text.empty()) return all;
  for (const std::string_view part : split(text, ',')) all.emplace_back(part);
  return all;
}

Schedule schedule_of(const db::Row& row) {
  return {.id = row.integer(0),
          .target = row.text(1),
          .type_template = row.text(2),
          .day = static_cast<int>(row.integer(3)),
          .time = *parse_time_of_day(row.text(4)),
          .formats = list_of(row.text(5)),
          .recipients = list_of(row.text(6)),
          .roles = list_of(row.text(8)),
          .months = static_cast<int>(row.integer(9)),
          .paused = row.integer(10) == 1,
          .created_at = instant(row.integer(7))};
}

constexpr std::string_view columns =
    "SELECT report_schedule_id, target, template, day, time, formats, recipients, created_at, roles, months, paused FROM report_schedule ";

}  // namespace

std::vector<Schedule> schedules(db::Connection& store) {
  std::vector<Schedule> all;
  for (const db::Row& row : store.run(std::string(columns) + "ORDER BY target, template")) all.push_back(schedule_of(row));
  return all;
}

std::optional<Schedule> find(db::Connection& store, const std::string& target, const std::string& type_template) {
  const db::Rows rows = store.run(std::string(columns) + "WHERE target = $1 AND template = $2", {target, type_template});
  if (rows.empty()) return std::nullopt;
  return schedule_of(rows.front());
}

void put(db::Connection& store, const Schedule& schedule) {
  store.run(
      "INSERT INTO report_schedule (tenant_id, target, template, frequency, day, time, formats, recipients, created_at, roles, months, paused)"
      " VALUES ((SELECT tenant_id FROM tenant WHERE slug = $1), $1, $2, 'monthly', $3, $4, $5, $6, $7, $8, $9, $10)"
      " ON CONFLICT (target, template, frequency) DO UPDATE SET day = excluded.day, time = excluded.time,"
      " formats = excluded.formats, recipients = excluded.recipients, roles = excluded.roles, months = excluded.months,"
      " paused = excluded.paused",
      {schedule.target, schedule.type_template, std::int64_t{schedule.day}, text(schedule.time), join(schedule.formats, ","),
       join(schedule.recipients, ","), epoch(schedule.created_at), join(schedule.roles, ","), std::int64_t{schedule.months},
       std::int64_t{schedule.paused ? 1 : 0}});
}

void remove(db::Connection& store, const Schedule& schedule) {
  store.run("DELETE FROM report_schedule WHERE report_schedule_id = $1", {schedule.id});
}

std::vector<Occurrence> unclaimed(db::Connection& store, const std::vector<Occurrence>& due) {
  if (due.empty()) return {};
  const Instant oldest = std::min_element(due.begin(), due.end(), [](const Occurrence& a, const Occurrence& b) {
                           return a.due_at < b.due_at;
                         })->due_at;
  std::set<std::tuple<std::int64_t, std::int64_t, Instant>> taken;
  for (const db::Row& row : store.run(
           "SELECT report_schedule_id, tenant_id, due_at FROM report_occurrence WHERE due_at >= $1", {epoch(oldest)})) {
    taken.emplace(row.integer(0), row.integer(1), instant(row.integer(2)));
  }
  std::vector<Occurrence> left;
  std::copy_if(due.begin(), due.end(), std::back_inserter(left), [&](const Occurrence& occurrence) {
    return !taken.contains({occurrence.schedule_id, occurrence.tenant_id, occurrence.due_at});
  });
  return left;
}

void record(db::Connection& store, const std::vector<Done>& done, Instant now) {
  std::vector<db::Values> rows;
  for (const Done& each : done) {
    rows.push_back({each.occurrence.schedule_id, each.occurrence.tenant_id, epoch(each.occurrence.due_at), epoch(now),
                    std::string(each.failed ? "failed" : "done"), each.detail});
  }
  store.insert("report_occurrence", "report_schedule_id, tenant_id, due_at, run_at, state, detail", rows);
}

std::vector<Past> history(db::Connection& store, const std::optional<std::string>& tenant) {
  std::vector<Past> all;
  for (const db::Row& row : store.run(
           "SELECT t.slug, s.template, s.target, o.due_at, o.run_at, o.state, o.detail FROM report_occurrence o"
           " JOIN report_schedule s ON s.report_schedule_id = o.report_schedule_id JOIN tenant t ON t.tenant_id = o.tenant_id"
           " WHERE t.slug = coalesce(cast($1 AS TEXT), t.slug) ORDER BY o.run_at DESC, t.slug, s.template, s.target",
           {db::or_null(tenant)})) {
    all.push_back({row.text(0), row.text(1), row.text(2), instant(row.integer(3)), instant(row.integer(4)), row.text(5) == "failed", row.text(6)});
  }
  return all;
}

}  // namespace mssp::report
