#include "onboard/onboarding_store.hpp"

#include <fmt/core.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace mssp::onboard {
namespace {

// A tenant's rows, or those of every tenant whose books are open; $1 is the tenant or null.
constexpr std::string_view of_tenants =
    " JOIN tenant t ON t.tenant_id = o.tenant_id WHERE o.tenant_id = coalesce(cast($1 AS BIGINT), o.tenant_id)"
    " AND (t.status NOT IN ('archived', 'purged') OR o.tenant_id = cast($1 AS BIGINT)) ";

using Key = std::pair<std::int64_t, std::int64_t>;
Key key_of(const db::Row& row) { return {row.integer(0), row.integer(1)}; }

Onboarding onboarding_of(const db::Row& row) {
  Onboarding out;
  out.tenant_id = row.integer(0);
  out.id = row.integer(1);
  out.tenant = row.text(2);
  out.checklist.name = row.text(3);
  out.device = row.text(4);
  out.checklist.of_device = !out.device.empty();
  out.checklist.title = row.text(5);
  out.checklist.version = static_cast<int>(row.integer(6));
  out.sha256 = row.text(7);
  out.checklist.gates = row.integer(8) == 1;
  out.started_at = instant(row.integer(9));
  out.started_by = row.text(10);
  return out;
}

config::ChecklistStep step_of(const db::Row& row) {
  config::ChecklistStep step{.step = row.text(2),
                             .stage = row.text(3),
                             .title = row.text(4),
                             .owner = row.text(5),
                             .after = {},
                             .evidence = config::parse_evidence(row.text(7)).value(),
                             .fact = row.text(8),
                             .output = row.text(9)};
  if (row.text(6).empty()) return step;
  for (const std::string_view earlier : split(row.text(6), ',')) step.after.emplace_back(earlier);
  return step;
}

Event event_of(const db::Row& row) {
  return {.position = row.integer(2),
          .step = row.text(3),
          .kind = parse_event_kind(row.text(4)).value(),
          .at = instant(row.integer(5)),
          .login = row.text(6),
          .proof = {.kind = row.text(7),
                    .reference = row.text(8),
                    .sha256 = row.text(9),
                    .size = row.optional_integer(10),
                    .content = row.text(11)},
          .reason = row.text(12),
          .approver = row.text(13)};
}

}  // namespace

std::vector<Onboarding> list(db::Connection& store, const std::optional<std::int64_t>& tenant_id) {
  const db::Values which{db::or_null(tenant_id)};
  std::vector<Onboarding> all;
  std::map<Key, std::size_t> places;
  for (const db::Row& row : store.run("SELECT o.tenant_id, o.onboarding_id, t.slug, o.checklist, o.device, o.title, o.version, o.sha256,"
                                      " o.gates, o.started_at, o.started_by FROM onboarding o" +
                                          std::string(of_tenants) + "ORDER BY t.slug, o.checklist, o.device",
                                      which)) {
    places[key_of(row)] = all.size();
    all.push_back(onboarding_of(row));
  }
  for (const db::Row& row : store.run("SELECT o.tenant_id, o.onboarding_id, o.step, o.stage, o.title, o.owner, o.after_steps, o.evidence,"
                                      " o.fact, o.output FROM onboarding_step o" +
                                          std::string(of_tenants) + "ORDER BY o.tenant_id, o.onboarding_id, o.position",
                                      which)) {
    all.at(places.at(key_of(row))).checklist.steps.push_back(step_of(row));
  }
  for (const db::Row& row : store.run("SELECT o.tenant_id, o.onboarding_id, o.position, o.step, o.kind, o.at, o.login, o.evidence,"
                                      " o.reference, o.sha256, o.size, o.content, o.reason, o.approver FROM onboarding_event o" +
                                          std::string(of_tenants) + "ORDER BY o.tenant_id, o.onboarding_id, o.position",
                                      which)) {
    all.at(places.at(key_of(row))).events.push_back(event_of(row));
  }
  return all;
}

std::optional<Onboarding> find(db::Connection& store, const tenant::Tenant& tenant, const std::string& checklist, const std::string& device) {
  for (Onboarding& each : list(store, tenant.id)) {
    if (each.checklist.name == checklist && each.device == device) return std::move(each);
  }
  return std::nullopt;
}

Onboarding get(db::Connection& store, const tenant::Tenant& tenant, const std::string& checklist, const std::string& device) {
  if (auto found = find(store, tenant, checklist, device)) return std::move(*found);
  const std::string of = device.empty() ? "" : " --device " + device;
  throw Error(Code::not_found,
              fmt::format("the checklist '{}' was not started for {}tenant '{}'", printable(checklist),
                          device.empty() ? "" : "device '" + printable(device) + "' of ", tenant.slug),
              fmt::format("'synos-mssp onboard start --tenant {} --checklist {}{}' starts it", tenant.slug, printable(checklist), printable(of)));
}

void insert(db::Connection& store, const Onboarding& onboarding) {
  const config::Checklist& checklist = onboarding.checklist;
  const std::int64_t id =
      store.run("INSERT INTO onboarding (tenant_id, checklist, device, title, version, sha256, gates, started_at, started_by)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING onboarding_id",
                {onboarding.tenant_id, checklist.name, onboarding.device, checklist.title, std::int64_t{checklist.version},
                 onboarding.sha256, std::int64_t{checklist.gates}, epoch(onboarding.started_at), onboarding.started_by})
          .front()
          .integer(0);
  std::vector<db::Values> rows;
  for (const config::ChecklistStep& step : checklist.steps) {
    rows.push_back({onboarding.tenant_id, id, static_cast<std::int64_t>(rows.size() + 1), step.step, step.stage, step.title, step.owner,
                    join(step.after, ","), std::string(config::name(step.evidence)), step.fact, step.output});
  }
  store.insert("onboarding_step", "tenant_id, onboarding_id, position, step, stage, title, owner, after_steps, evidence, fact, output", rows);
}

void append(db::Connection& store, const Onboarding& onboarding, const Event& event) {
  const Proof& proof = event.proof;
  store.run("INSERT INTO onboarding_event (tenant_id, onboarding_id, position, step, kind, at, login, evidence, reference, sha256, size,"
            " content, reason, approver) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
            {onboarding.tenant_id, onboarding.id, static_cast<std::int64_t>(onboarding.events.size() + 1), event.step,
             std::string(name(event.kind)), epoch(event.at), event.login, proof.kind, proof.reference, proof.sha256, db::or_null(proof.size),
             proof.content, event.reason, event.approver});
}

void require_finished(db::Connection& store, const tenant::Tenant& tenant, Instant now) {
  const std::vector<Onboarding> started = list(store, tenant.id);
  if (started.empty()) return;
  const FactsOf held = facts(store, tenant.id, now);
  for (const Onboarding& each : started) {
    if (!each.checklist.gates) continue;
    const auto found = held.find({each.tenant_id, each.device});
    const std::vector<std::string> open = open_steps(standing(each, found == held.end() ? Facts{} : found->second));
    if (open.empty()) continue;
    throw Error(Code::conflict,
                fmt::format("tenant '{}' cannot become active: {} of its checklist '{}' {} open: {}", tenant.slug, counted(open.size(), "step"),
                            each.checklist.name, open.size() == 1 ? "is" : "are", join(open, ", ")),
                fmt::format("'synos-mssp onboard next --tenant {}' shows what can be done; 'onboard waive' lets a step go", tenant.slug));
  }
}

}  // namespace mssp::onboard
