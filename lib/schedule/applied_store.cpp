#include "schedule/applied_store.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/parse.hpp"

namespace mssp::schedule {
namespace {

std::optional<std::string> text_if(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

Applied applied_of(const db::Row& row) {
  Applied out;
  out.id = row.integer(0);
  out.wish.tenant = row.text(1);
  out.wish.scan_type = config::parse_scan_type(row.text(2)).value();
  out.wish.frequency = config::parse_frequency(row.text(3)).value();
  out.wish.day = row.text(4);
  out.wish.time = parse_time_of_day(row.text(5)).value();
  out.wish.timezone = text_if(row.text(6));
  out.wish.profile = text_if(row.text(7));
  out.wish.enabled = row.integer(8) == 1;
  out.wish.catch_up = config::parse_catch_up(row.text(9)).value();
  if (const auto seconds = row.optional_integer(10)) out.wish.max_lateness = Seconds{*seconds};
  out.due_since = instant(row.integer(11));
  if (const auto paused = row.optional_integer(12)) out.paused_at = instant(*paused);
  out.by_customer_file = row.integer(13) == 1;
  return out;
}

// The values of target .. max_lateness, in the order of the table.
db::Values terms(const config::ScheduleFile& wish) {
  return {wish.tenant,
          std::string(config::name(wish.scan_type)),
          std::string(config::name(wish.frequency)),
          wish.day,
          text(wish.time),
          wish.timezone.value_or(""),
          wish.profile.value_or(""),
          std::int64_t{wish.enabled},
          std::string(config::name(wish.catch_up)),
          wish.max_lateness ? db::Value(std::int64_t{wish.max_lateness->count()}) : db::Value(nullptr)};
}

// Sets `assignment`, in which $1 is the time, for all of the schedules at once.
void set(db::Connection& store, const std::string& assignment, const std::vector<std::int64_t>& ids, Instant now) {
  if (ids.empty()) return;
  std::string list;
  db::Values values{epoch(now)};
  for (const std::int64_t id : ids) {
    values.emplace_back(id);
    list += fmt::format("{}${}", list.empty() ? "" : ", ", values.size());
  }
  store.run("UPDATE scan_schedule SET " + assignment + " WHERE scan_schedule_id IN (" + list + ")", values);
}

std::vector<std::int64_t> ids_of(const std::vector<Applied>& schedules) {
  std::vector<std::int64_t> ids;
  for (const Applied& schedule : schedules) ids.push_back(schedule.id);
  return ids;
}

}  // namespace

std::vector<Applied> applied(db::Connection& store) {
  std::vector<Applied> all;
  for (const db::Row& row : store.run(
           "SELECT scan_schedule_id, target, scan_type, frequency, day, time, timezone, profile, enabled, catch_up,"
           " max_lateness, due_since, paused_at, by_customer_file FROM scan_schedule WHERE removed_at IS NULL"
           " ORDER BY target, scan_schedule_id")) {
    all.push_back(applied_of(row));
  }
  return all;
}

void apply(db::Connection& store, const std::vector<Step>& steps, Instant now, Origin origin) {
  std::vector<std::int64_t> removed;
  std::vector<db::Values> added;
  for (const Step& step : steps) {
    if (step.change == Change::removed) removed.push_back(step.before->id);
    if (step.change != Change::added) continue;
    db::Values row = terms(*step.wish);
    row.emplace_back(epoch(now));
    row.emplace_back(std::int64_t{origin == Origin::customer_file});
    added.push_back(std::move(row));
  }
  set(store, "removed_at = $1", removed, now);
  for (const Step& step : steps) {
    if (step.change != Change::changed) continue;
    db::Values values = terms(*step.wish);
    values.emplace_back(epoch(step.starts_anew() ? now : step.before->due_since));
    values.emplace_back(step.before->id);
    store.run(
        "UPDATE scan_schedule SET target = $1, scan_type = $2, frequency = $3, day = $4, time = $5, timezone = $6,"
        " profile = $7, enabled = $8, catch_up = $9, max_lateness = $10, due_since = $11 WHERE scan_schedule_id = $12",
        values);
  }
  store.insert("scan_schedule",
               "target, scan_type, frequency, day, time, timezone, profile, enabled, catch_up, max_lateness, due_since, by_customer_file",
               added);
  if (added.empty()) return;
  store.run(
      "UPDATE scan_schedule SET tenant_id = (SELECT t.tenant_id FROM tenant t WHERE t.slug = scan_schedule.target)"
      " WHERE tenant_id IS NULL AND removed_at IS NULL");
}

void pause(db::Connection& store, const std::vector<Applied>& schedules, Instant now) {
  set(store, "paused_at = $1", ids_of(schedules), now);
}

void resume(db::Connection& store, const std::vector<Applied>& schedules, Instant now) {
  set(store, "paused_at = NULL, due_since = $1", ids_of(schedules), now);
}

}  // namespace mssp::schedule
