#include <catch2/catch.hpp>

#include <algorithm>

#include "support/engine.hpp"
#include "tenant/contract_store.hpp"
#include "tenant/tenant_store.hpp"
#include "today/today_store.hpp"

using namespace mssp;
using namespace mssp::today;

namespace {

const Instant now = instant(1'757'930'400);
constexpr Seconds day{86'400};

std::unique_ptr<db::Connection> store_with(std::size_t tenants) {
  auto store = test::fresh_store();
  std::vector<tenant::Tenant> all;
  for (std::size_t i = 0; i < tenants; ++i) {
    tenant::Tenant tenant;
    tenant.slug = "t" + std::to_string(i);
    tenant.name = tenant.slug;
    tenant.tier = "starter";
    tenant.seats = 5;
    tenant.created_at = now - 90 * day;
    all.push_back(tenant);
  }
  tenant::insert(*store, all);
  return store;
}

void add_mail(db::Connection& store, const std::string& slug, std::int64_t number, const std::string& state, Instant at,
              const std::string& answer = "") {
  store.insert("mail",
               "tenant_id, number, kind, about, recipient, subject, plain, html, attachments, checksums, message_id, state, queued_at, due_at,"
               " attempts, changed_at, answer, lease_holder, lease_until",
               {{tenant::get(store, slug).id, number, "notice", std::to_string(number), "a@b.example", "s", "p", "", "", "",
                 "<" + std::to_string(number) + "@x>", state, epoch(at), epoch(at), std::int64_t{0}, epoch(at), answer, "", std::int64_t{0}}});
}

std::vector<std::string> told(db::Connection& store, const std::string& section) {
  std::vector<std::string> all;
  for (const Item& item : noted(store, std::nullopt, now)) {
    if (item.section == section) all.push_back(item.tenant + " " + std::string(name(item.weight)) + ": " + item.what);
  }
  return all;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("mail that is stuck is one line for each tenant and state") {
  const auto store = store_with(2);
  add_mail(*store, "t0", 1, "sent", now - day);
  add_mail(*store, "t0", 2, "queued", now - Seconds{60});   // its turn will come
  add_mail(*store, "t0", 3, "queued", now - Seconds{7200});
  add_mail(*store, "t0", 4, "deferred", now, "451 try\nagain");
  add_mail(*store, "t0", 5, "deferred", now);
  add_mail(*store, "t1", 6, "bounced", now - day, "550 no such user");
  add_mail(*store, "t1", 7, "failed", now - 8 * day);       // long ago
  add_mail(*store, "t1", 8, "failed", now, "dropped by hand");
  add_mail(*store, "t1", 9, "held", now);
  CHECK(told(*store, "mail") == Lines{"t0 at_risk: 2 messages are deferred, M-4 the first: 451 try\\nagain",
                                      "t0 at_risk: mail M-3 to a@b.example is queued, and nobody sends",
                                      "t1 failed: mail M-6 to a@b.example is bounced: 550 no such user",
                                      "t1 at_risk: mail M-9 to a@b.example is held"});
}

TEST_CASE("of a contract the latest counts, 60 days before its end") {
  const auto store = store_with(3);
  const auto record = [&](const std::string& slug, const std::string& reference, Instant ends) {
    tenant::record(*store, tenant::get(*store, slug), {.reference = reference, .starts = {}, .ends = ends}, "ann", now);
  };
  record("t0", "far", now + 61 * day);
  record("t1", "near", now + 60 * day);
  record("t2", "over", now - day);
  CHECK(told(*store, "contracts") == Lines{"t1 at_risk: the contract 'near' ends", "t2 failed: the contract 'over' has ended"});
  record("t2", "renewed", now + 365 * day);
  CHECK(told(*store, "contracts") == Lines{"t1 at_risk: the contract 'near' ends"});
}

TEST_CASE("feeds are old after a week, and belong to the house") {
  const auto store = store_with(1);
  store->insert("feed", "name, released, imported_at", {{"kev", "", epoch(now - 7 * day - Seconds{1})}, {"epss", "", epoch(now - 7 * day)}});
  CHECK(told(*store, "feeds").size() == 1);
  CHECK(noted(*store, tenant::get(*store, "t0").id, now).empty());
}

TEST_CASE("the statements of a morning do not grow with the tenants") {
  const auto count = [](std::size_t tenants) {
    const auto store = store_with(tenants);
    for (std::size_t i = 0; i < tenants; ++i) add_mail(*store, "t" + std::to_string(i), static_cast<std::int64_t>(i + 1), "held", now);
    const std::size_t before = store->statements();
    CHECK(noted(*store, std::nullopt, now).size() == tenants);
    return store->statements() - before;
  };
  CHECK(count(1) == count(50));
}

TEST_CASE("what failed comes first, then what is due first") {
  const auto item = [](Weight weight, std::optional<Instant> due, const std::string& what) {
    Item made;
    made.weight = weight;
    made.due_at = due;
    made.what = what;
    return made;
  };
  std::vector<Item> items{item(Weight::at_risk, now, "c"), item(Weight::failed, {}, "b"), item(Weight::at_risk, {}, "d"), item(Weight::failed, now, "a")};
  sort(items);
  std::string order;
  for (const Item& each : items) order += each.what;
  CHECK(order == "abcd");
  CHECK(exit_status(items) == 11);
  CHECK(exit_status({items[2]}) == 10);
  CHECK(exit_status({}) == 0);
}
