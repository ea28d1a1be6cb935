// Findings and the tickets they are on.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "finding/finding_store.hpp"
#include "finding/import_store.hpp"
#include "finding/ticketing_store.hpp"
#include "support/engine.hpp"
#include "tenant/tenant_store.hpp"
#include "ticket/label_store.hpp"
#include "ticket/ticket_store.hpp"

using namespace mssp;
using finding::Per;
using finding::Severity;
using finding::State;

namespace {

struct Store {
  std::unique_ptr<db::Connection> connection = test::fresh_store();
  tenant::Tenant acme;
  Instant now = instant(1'757'937'600);

  Store() {
    acme.slug = acme.name = "acme";
    acme.tier = "enterprise";
    acme.seats = 5;
    tenant::insert(*connection, {acme});
    acme = tenant::get(*connection, "acme");
  }

  // A whole scan of these hosts by which each has these rules; a day after the one before.
  scan::Scan import(int hosts, const std::vector<std::string>& rules) {
    now += Seconds{86400};
    static int file = 0;
    const finding::Import import{
        .file = "scan",
        .scanner = "generic",
        .sha256 = std::to_string(++file),
        .read =
            [&](finding::Sink& sink) {
              for (int i = 0; i < hosts; ++i) {
                finding::AssetSeen asset;
                asset.address = "host-" + std::to_string(i);
                for (const std::string& rule : rules) {
                  finding::Draft draft;
                  draft.identity.asset = asset.address;
                  draft.identity.source = "generic";
                  draft.identity.rule = draft.title = rule;
                  draft.severity = Severity::high;
                  sink.draft(std::move(draft));
                }
                sink.asset(std::move(asset));
              }
              finding::Facts facts;
              facts.sources = {"generic"};
              return facts;
            }};
    return connection->atomically([&] { return finding::import_scan(*connection, acme, {}, import, now); }).scan;
  }

  std::vector<finding::Finding> all(std::optional<State> state = State::open) {
    return finding::list(*connection, {.tenant = "acme", .severity = std::nullopt, .state = state}, now);
  }

  ticket::Promises promises() const { return {{{acme.id, {}}}, sla::Calendars({})}; }

  // Opens a ticket for each group.
  std::vector<ticket::Ticket> open(const std::vector<finding::Group>& groups) {
    std::vector<ticket::Change> changes;
    for (const finding::Group& group : groups) {
      ticket::Ticket asked;
      asked.tenant_id = acme.id;
      asked.tenant = acme.slug;
      asked.subject = finding::subject_line(group);
      asked.opened_at = asked.changed_at = now;
      const sla::Event event{now, sla::EventKind::opened, sla::Actor::agent, true, asked.priority, 0, {}};
      changes.push_back({asked, {{event, "tester", "", ""}}});
    }
    const auto kept = ticket::record(*connection, changes, promises());
    std::vector<finding::Linked> linked;
    for (std::size_t i = 0; i < groups.size(); ++i) linked.push_back({kept[i], groups[i], true});
    finding::link(*connection, linked);
    return kept;
  }

  ticket::Ticket take(const ticket::Ticket& before, std::string_view verb) {
    const sla::Event event{now, ticket::kind_of(before, verb), sla::Actor::agent, true};
    return ticket::record(*connection, {{ticket::with(before, event), {{event, "tester", "", ""}}}}, promises()).front();
  }
};

std::vector<finding::Group> by(Per per, const std::vector<finding::Finding>& findings) {
  return finding::groups_of(findings, per, [](const std::string&) { return false; });
}

}  // namespace

TEST_CASE("a finding is dealt with while its ticket is worked on, and after that until it is seen again") {
  Store store;
  store.import(2, {"a"});
  const auto findings = store.all();
  CHECK(finding::on_tickets(*store.connection, findings).empty());
  const ticket::Ticket ticket = store.open(by(Per::rule, findings)).front();
  CHECK(finding::on_tickets(*store.connection, findings).size() == 2);
  CHECK(finding::tickets_of(*store.connection, findings[0].handle) == std::vector<std::int64_t>{ticket.number});
  CHECK(ticket::links_of(*store.connection, ticket).assets == std::vector<std::string>{"host-0", "host-1"});

  store.import(2, {"a"});
  CHECK(finding::on_tickets(*store.connection, findings).size() == 2);
  store.take(ticket, "resolve");
  CHECK(finding::on_tickets(*store.connection, findings).size() == 2);
  store.import(2, {"a"});
  CHECK(finding::on_tickets(*store.connection, findings).empty());
}

TEST_CASE("a merged ticket deals with its findings as long as the other one is worked on") {
  Store store;
  store.import(1, {"a", "b"});
  const auto tickets = store.open(by(Per::rule, store.all()));
  ticket::Ticket merged = tickets[0];
  merged.merged_into = tickets[1].number;
  const sla::Event event{store.now, sla::EventKind::merged, sla::Actor::agent, false};
  ticket::record(*store.connection, {{ticket::with(merged, event), {{event, "tester", "", ""}}}}, store.promises());
  store.import(1, {"a", "b"});
  CHECK(finding::on_tickets(*store.connection, store.all()).size() == 2);
}

TEST_CASE("tickets are found by what they are about, until they are resolved") {
  Store store;
  store.import(2, {"a", "b"});
  const auto tickets = store.open(by(Per::rule, store.all()));
  const auto known = finding::tickets_by_subject(*store.connection, Per::rule);
  REQUIRE(known.size() == 2);
  CHECK(known.at({"acme", Per::rule, "generic", "a"}).number == tickets[0].number);
  CHECK(finding::tickets_by_subject(*store.connection, Per::asset).empty());
  store.take(tickets[0], "resolve");
  CHECK(finding::tickets_by_subject(*store.connection, Per::rule).size() == 1);
}

TEST_CASE("a ticket is settled by the scan that fixes the last of its findings, once") {
  Store store;
  store.import(2, {"a", "b"});
  const auto tickets = store.open(by(Per::asset, store.all()));
  REQUIRE(tickets.size() == 2);
  const auto settled = [&] { return finding::settled_by(*store.connection, store.acme.id, "generic", store.now); };
  auto decided = store.all();
  decided.erase(decided.begin() + 1, decided.end());
  decided[0].state = State::accepted;
  finding::update_decisions(*store.connection, decided);
  const std::string other = decided[0].identity.rule == "a" ? "b" : "a";
  store.import(2, {other});
  CHECK(settled().empty());
  store.import(2, {"c"});
  REQUIRE(settled().size() == 2);
  CHECK(settled()[0].fixed + settled()[1].fixed == 3);
  CHECK(settled()[0].findings == 2);
  store.import(2, {"c"});
  CHECK(settled().empty());
}

TEST_CASE("a ticket is settled by the decision on the last of its open findings") {
  Store store;
  store.import(1, {"a", "b"});
  const auto ticket = store.open(by(Per::asset, store.all())).front();
  const auto findings = store.all();
  const auto settled = [&](const std::string& handle) { return finding::settled_with(*store.connection, {handle}, store.now); };
  const auto decide = [&](finding::Finding finding, State state) {
    finding.state = state;
    if (state == State::accepted) finding.expires_at = store.now + Seconds{10};
    finding::update_decisions(*store.connection, {finding});
  };
  decide(findings[0], State::false_positive);
  CHECK(settled(findings[0].handle).empty());
  decide(findings[1], State::accepted);
  REQUIRE(settled(findings[1].handle).size() == 1);
  CHECK(settled(findings[1].handle)[0].ticket.number == ticket.number);
  CHECK(settled(findings[1].handle)[0].fixed == 0);
  CHECK(settled(findings[1].handle)[0].findings == 2);
  CHECK(settled("F-0000000000000000").empty());
  store.now += Seconds{10};
  CHECK(settled(findings[1].handle).empty());
  store.now -= Seconds{10};
  store.take(ticket, "resolve");
  CHECK(settled(findings[1].handle).empty());
}

TEST_CASE("tickets of many findings are made in as many statements as one") {
  Store store;
  const auto statements = [&](int hosts) {
    store.import(hosts, {"rule " + std::to_string(hosts)});
    auto findings = store.all();
    std::erase_if(findings, [&](const auto& each) { return each.identity.rule != "rule " + std::to_string(hosts); });
    const std::size_t before = store.connection->statements();
    CHECK(finding::on_tickets(*store.connection, findings).empty());
    finding::tickets_by_subject(*store.connection, Per::asset);
    store.open(by(Per::asset, findings));
    finding::settled_by(*store.connection, store.acme.id, "generic", store.now);
    finding::settled_with(*store.connection, {"F-0000000000000000"}, store.now);
    return store.connection->statements() - before;
  };
  CHECK(statements(1) == statements(200));
}
