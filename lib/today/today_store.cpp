#include "today/today_store.hpp"

#include <fmt/core.h>

#include "base/text.hpp"
#include "report/report_types.hpp"

namespace mssp::today {
namespace {

constexpr std::size_t longest_shown = 80;  // of a foreign text in a line

// A text of others as part of a line.
std::string shown(const std::string& text) {
  if (display_width(text) <= longest_shown) return printable(text);
  return printable(wrap(text, longest_shown - 3).front()) + "...";
}

class Gathering {
 public:
  Gathering(db::Connection& store, const std::optional<std::int64_t>& tenant_id, Instant now)
      : store_(store), tenant_(db::or_null(tenant_id)), all_(!tenant_id), now_(now) {}

  std::vector<Item> take() {
    mail();
    acceptances();
    contracts();
    services();
    reports();
    if (all_) feeds();
    return std::move(items_);
  }

 private:
  // $1 is the tenant or null; `x` is the table that has its id.
  static std::string ours(const std::string& x) { return x + ".tenant_id = coalesce(cast($1 AS BIGINT), " + x + ".tenant_id)"; }
  db::Value at(Seconds from_now) const { return epoch(now_ + from_now); }
  void add(Item item) { items_.push_back(std::move(item)); }

  // What is alike of a tenant is one line: a server that is down must not fill the screen.
  void mail() {
    const db::Rows rows = store_.run(
        "SELECT t.slug, m.state, m.number, m.recipient, m.answer, m.due_at FROM mail m JOIN tenant t ON t.tenant_id = m.tenant_id"
        " WHERE (m.state IN ('deferred', 'held') OR (m.state = 'queued' AND m.due_at < cast($2 AS BIGINT))"
        " OR (m.state IN ('failed', 'bounced') AND m.changed_at > cast($3 AS BIGINT) AND m.answer <> 'dropped by hand')) AND " + ours("m") +
            " ORDER BY t.slug, m.state, m.number",
        {tenant_, at(-mail_patience), at(-mail_memory)});
    for (std::size_t first = 0, next = 0; first < rows.size(); first = next) {
      const db::Row& row = rows[first];
      while (next < rows.size() && rows[next].text(0) == row.text(0) && rows[next].text(1) == row.text(1)) ++next;
      const std::string& state = row.text(1);
      const bool failed = state == "failed" || state == "bounced";
      const std::string name = fmt::format("M-{}", row.integer(2));
      std::string what = next - first == 1 ? fmt::format("mail {} to {} is {}", name, shown(row.text(3)), state)
                                           : fmt::format("{} are {}, {} the first", counted(next - first, "message"), state, name);
      if (!row.text(4).empty() && state != "queued") what += ": " + shown(row.text(4));
      if (state == "queued") what += ", and nobody sends";
      const std::string verb = state == "queued" ? "send" : state == "held" ? "release --mail " + name : failed ? "retry --mail " + name : "list";
      add({.section = "mail",
           .weight = failed ? Weight::failed : Weight::at_risk,
           .tenant = row.text(0),
           .what = std::move(what),
           .owner = {},
           .due_at = failed || state == "held" ? std::nullopt : std::optional(instant(row.integer(5))),
           .command = "synos-mssp mail " + verb});
    }
  }

  void acceptances() {
    for (const db::Row& row : store_.run("SELECT t.slug, f.handle, f.title, f.owner, f.expires_at FROM finding f"
                                         " JOIN tenant t ON t.tenant_id = f.tenant_id WHERE f.state = 'accepted'"
                                         " AND f.expires_at <= cast($2 AS BIGINT) AND t.status = 'active' AND " + ours("f") +
                                             " ORDER BY t.slug, f.handle",
                                         {tenant_, at(acceptance_ahead)})) {
      add({.section = "acceptances",
           .weight = Weight::at_risk,
           .tenant = row.text(0),
           .what = fmt::format("finding {} is accepted only so long: {}", row.text(1), shown(row.text(2))),
           .owner = row.text(3),
           .due_at = instant(row.integer(4)),
           .command = "synos-mssp finding show --finding " + row.text(1)});
    }
  }

  void contracts() {
    for (const db::Row& row : store_.run(
             "SELECT t.slug, c.reference, c.ends_at FROM tenant_contract c JOIN tenant t ON t.tenant_id = c.tenant_id"
             " WHERE c.ends_at <= cast($2 AS BIGINT) AND t.status IN ('onboarding', 'active', 'suspended') AND NOT EXISTS (SELECT 1"
             " FROM tenant_contract n WHERE n.tenant_id = c.tenant_id AND n.position > c.position) AND " + ours("c") + " ORDER BY t.slug",
             {tenant_, at(contract_ahead)})) {
      const Instant end = instant(row.integer(2));
      const bool over = end <= now_;
      add({.section = "contracts",
           .weight = over ? Weight::failed : Weight::at_risk,
           .tenant = row.text(0),
           .what = fmt::format("the contract '{}' {}", shown(row.text(1)), over ? "has ended" : "ends"),
           .owner = {},
           .due_at = end,
           .command = fmt::format("synos-mssp tenant contract --tenant {} --reference TEXT --until DATE", row.text(0))});
    }
  }

  void services() {
    for (const db::Row& row : store_.run(
             "SELECT t.slug, count(*), min(s.name), min(coalesce(s.checked_at, s.watched_from)) FROM service s"
             " JOIN tenant t ON t.tenant_id = s.tenant_id WHERE s.url IS NOT NULL AND s.removed_at IS NULL AND t.status = 'active'"
             " AND coalesce(s.checked_at, s.watched_from) + s.interval_seconds * 5 / 2 + 300 < cast($2 AS BIGINT) AND " + ours("s") +
                 " GROUP BY t.slug ORDER BY t.slug",
             {tenant_, at(Seconds{0})})) {
      const std::int64_t count = row.integer(1);
      add({.section = "monitors",
           .weight = Weight::failed,
           .tenant = row.text(0),
           .what = (count == 1 ? "service '" + row.text(2) + "' is" : counted(static_cast<std::size_t>(count), "service") + " are") +
                   " not checked since " + rfc3339(instant(row.integer(3))),
           .owner = {},
           .due_at = {},
           .command = "synos-mssp monitor run"});
    }
  }

  // A failure is over when the schedule ran again, or somebody made a report of the type.
  void reports() {
    std::string type = "CASE s.template";
    for (const report::Type& each : report::types()) type += fmt::format(" WHEN '{}' THEN '{}'", each.template_name, each.name);
    type += " ELSE s.template END";
    for (const db::Row& row : store_.run(
             "SELECT t.slug, s.template, o.due_at, o.detail, " + type + " FROM report_occurrence o JOIN tenant t ON t.tenant_id = o.tenant_id"
             " JOIN report_schedule s ON s.report_schedule_id = o.report_schedule_id WHERE o.state = 'failed' AND t.status = 'active'"
             " AND NOT EXISTS (SELECT 1 FROM report_occurrence n WHERE n.report_schedule_id = o.report_schedule_id"
             " AND n.tenant_id = o.tenant_id AND n.due_at > o.due_at) AND NOT EXISTS (SELECT 1 FROM report r"
             " WHERE r.tenant_id = o.tenant_id AND r.type = " + type + " AND r.frozen_at >= o.run_at)"
             " AND o.run_at <= cast($2 AS BIGINT) AND " + ours("o") + " ORDER BY t.slug, s.template",
             {tenant_, at(Seconds{0})})) {
      add({.section = "reports",
           .weight = Weight::failed,
           .tenant = row.text(0),
           .what = fmt::format("'{}' could not be made: {}", row.text(1), shown(row.text(3))),
           .owner = {},
           .due_at = instant(row.integer(2)),
           .command = fmt::format("synos-mssp report generate --tenant {} --template {}", row.text(0), row.text(1))});
    }
  }

  void feeds() {
    for (const db::Row& row : store_.run("SELECT name, imported_at FROM feed WHERE imported_at < $1 ORDER BY name", {at(-oldest_feed)})) {
      add({.section = "feeds",
           .weight = Weight::at_risk,
           .tenant = {},
           .what = fmt::format("the feed '{}' is of {}", row.text(0), rfc3339(instant(row.integer(1)))),
           .owner = {},
           .due_at = instant(row.integer(1)) + oldest_feed,
           .command = fmt::format("synos-mssp finding feed import --{} FILE", row.text(0))});
    }
  }

  db::Connection& store_;
  db::Value tenant_;
  bool all_;
  Instant now_;
  std::vector<Item> items_;
};

}  // namespace

std::vector<Item> noted(db::Connection& store, const std::optional<std::int64_t>& tenant_id, Instant now) {
  return Gathering(store, tenant_id, now).take();
}

std::map<std::int64_t, TicketWords> ticket_words(db::Connection& store, const std::optional<std::int64_t>& tenant_id, Instant since) {
  std::map<std::int64_t, TicketWords> all;
  for (const db::Row& row : store.run(
           "SELECT k.number, k.subject, coalesce(a.handle, '') FROM ticket k LEFT JOIN analyst a ON a.analyst_id = k.analyst_id"
           " WHERE (k.status NOT IN ('resolved', 'closed') OR k.changed_at > cast($2 AS BIGINT))"
           " AND k.tenant_id = coalesce(cast($1 AS BIGINT), k.tenant_id) ORDER BY k.number",
           {db::or_null(tenant_id), epoch(since)})) {
    all[row.integer(0)] = {shown(row.text(1)), row.text(2)};
  }
  return all;
}

}  // namespace mssp::today
