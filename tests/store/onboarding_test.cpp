#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "onboard/onboarding_store.hpp"
#include "support/engine.hpp"
#include "tenant/contract_store.hpp"
#include "tenant/tenant_store.hpp"

using namespace mssp;
using namespace mssp::onboard;

namespace {

const Instant now = instant(1'757'930'400);

std::unique_ptr<db::Connection> store_with(std::size_t tenants) {
  auto store = test::fresh_store();
  std::vector<tenant::Tenant> all;
  for (std::size_t i = 0; i < tenants; ++i) {
    tenant::Tenant tenant;
    tenant.slug = "t" + std::to_string(i);
    tenant.name = tenant.slug;
    tenant.tier = "starter";
    tenant.seats = 5;
    tenant.status = tenant::Status::onboarding;
    tenant.contact = i % 2 == 0 ? "it@example.com" : "";
    tenant.created_at = now;
    all.push_back(tenant);
  }
  tenant::insert(*store, all);
  return store;
}

Onboarding begin(db::Connection& store, const std::string& slug) {
  const tenant::Tenant tenant = tenant::get(store, slug);
  const config::Checklist checklist = config::built_in_checklists().front();
  Onboarding made;
  made.tenant_id = tenant.id;
  made.tenant = slug;
  made.checklist = checklist;
  made.sha256 = config::fingerprint(checklist);
  made.started_at = now;
  made.started_by = "ann";
  insert(store, made);
  return get(store, tenant, "customer", "");
}

}  // namespace

TEST_CASE("a checklist is kept whole, and its events in their order") {
  const auto store = store_with(2);
  Onboarding kept = begin(*store, "t0");
  CHECK(config::fingerprint(kept.checklist) == kept.sha256);
  CHECK(kept.checklist.version == 1);
  Event event{.position = 0, .step = "needs", .kind = EventKind::done, .at = now, .login = "ann",
              .proof = {.kind = "output", .reference = "a.txt", .sha256 = std::string(64, 'a'), .size = 3, .content = "x\ny"},
              .reason = "", .approver = ""};
  append(*store, kept, event);
  kept = get(*store, tenant::get(*store, "t0"), "customer", "");
  event.kind = EventKind::waived;
  event.proof = {};
  event.reason = "why";
  event.approver = "bob";
  append(*store, kept, event);
  kept = get(*store, tenant::get(*store, "t0"), "customer", "");
  REQUIRE(kept.events.size() == 2);
  CHECK(kept.events[0].position == 1);
  CHECK(kept.events[0].proof.content == "x\ny");
  CHECK(kept.events[0].proof.size == 3);
  CHECK(kept.events[1].kind == EventKind::waived);
  CHECK(kept.events[1].approver == "bob");
  CHECK_FALSE(kept.events[1].proof.size);
  CHECK_THROWS_AS(get(*store, tenant::get(*store, "t1"), "customer", ""), Error);
}

TEST_CASE("facts are what the tables hold") {
  const auto store = store_with(2);
  const tenant::Tenant first = tenant::get(*store, "t0");
  const auto of = [&](const tenant::Tenant& tenant) { return facts(*store, tenant.id, now)[{tenant.id, ""}]; };
  CHECK(of(first) == Facts{"contact"});
  CHECK(of(tenant::get(*store, "t1")).empty());
  tenant::record(*store, first, {.reference = "a", .starts = {}, .ends = now + Seconds{60}}, "ann", now);
  CHECK(of(first).contains("contract"));
  // The latest contract counts, whatever an earlier one says.
  tenant::record(*store, first, {.reference = "b", .starts = now, .ends = now}, "ann", now);
  CHECK_FALSE(of(first).contains("contract"));
  CHECK(tenant::contract_of(*store, first)->reference == "b");
  CHECK(tenant::contract_of(*store, first)->starts == now);
}

TEST_CASE("a tenant becomes active when the checklist that gates it is finished") {
  const auto store = store_with(2);
  const tenant::Tenant tenant = tenant::get(*store, "t0");
  CHECK_NOTHROW(require_finished(*store, tenant, now));  // none was started
  begin(*store, "t0");
  CHECK_THROWS_AS(require_finished(*store, tenant, now), Error);
  CHECK_NOTHROW(require_finished(*store, tenant::get(*store, "t1"), now));
  const config::Checklist checklist = config::built_in_checklists().front();
  for (const config::ChecklistStep& step : checklist.steps) {
    const Onboarding kept = get(*store, tenant, "customer", "");
    append(*store, kept, {.position = 0, .step = step.step, .kind = EventKind::waived, .at = now, .login = "ann", .proof = {}, .reason = "x", .approver = "bob"});
  }
  CHECK_NOTHROW(require_finished(*store, tenant, now));
}

TEST_CASE("the statements of all checklists do not grow with the tenants") {
  const auto count = [](std::size_t tenants) {
    const auto store = store_with(tenants);
    for (std::size_t i = 0; i < tenants; ++i) begin(*store, "t" + std::to_string(i));
    const std::size_t before = store->statements();
    CHECK(list(*store, std::nullopt).size() == tenants);
    facts(*store, std::nullopt, now);
    return store->statements() - before;
  };
  CHECK(count(1) == 4);
  CHECK(count(40) == 4);
}
