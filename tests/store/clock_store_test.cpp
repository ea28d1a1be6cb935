// Stored clocks against a replay of the events: for random histories, at any instant, and after calendars change.
#include <catch2/catch.hpp>

#include <random>

#include "sla/policy_store.hpp"
#include "support/engine.hpp"
#include "tenant/tenant_store.hpp"
#include "ticket/clock_store.hpp"
#include "ticket/register_store.hpp"
#include "ticket/standing_store.hpp"
#include "ticket/ticket_store.hpp"

using namespace mssp;
using namespace std::chrono_literals;
using sla::EventKind;

namespace {

const Period september = period_of({2025, 9}, Zone::utc());

std::vector<config::CalendarFile> office(std::vector<config::Holiday> holidays = {}) {
  config::CalendarFile file;
  file.name = "office";
  file.timezone = "Europe/Berlin";
  for (std::size_t day = 0; day < 5; ++day) file.hours[day] = {{9 * 60, 17 * 60}};
  file.holidays = std::move(holidays);
  return {file};
}

sla::Policy policy(int version, Instant from, Seconds response, Seconds resolution) {
  sla::Policy made = sla::built_in_policy();
  made.version = version;
  made.effective_from = from;
  made.calendar = "office";
  made.p1_around_the_clock = true;
  for (std::size_t i = 0; i < made.targets.size(); ++i) {
    const auto factor = static_cast<std::int64_t>(i + 1);
    made.targets.at(i) = {response * factor, {}, resolution * factor};
  }
  return made;
}

struct Store {
  std::unique_ptr<db::Connection> connection = test::fresh_store();
  tenant::Tenant acme;
  ticket::Promises promises{{}, sla::Calendars(office())};
  std::mt19937 engine{20250915};

  db::Connection& operator*() { return *connection; }

  explicit Store(const std::string& zone = "UTC") {
    tenant::Tenant made;
    made.slug = made.name = "acme";
    made.tier = "starter";
    made.seats = 5;
    made.timezone = zone;
    tenant::insert(*connection, {made});
    acme = tenant::get(*connection, "acme");
    sla::insert(*connection, {{acme.id, policy(1, september.from - 2400h, 1h, 6h)}, {acme.id, policy(2, september.from, 2h, 9h)}});
    reload(office());
  }

  void reload(const std::vector<config::CalendarFile>& files) {
    promises = {sla::versions(*connection, {acme}), sla::Calendars(files)};
  }

  int number(int low, int high) { return low + static_cast<int>(engine() % static_cast<unsigned>(high - low + 1)); }

  ticket::Change opening(Instant at) {
    const auto priority = static_cast<sla::Priority>(number(0, 3));
    const std::int64_t version = sla::policy_for_ticket(promises.versions.at(acme.id), at).version;
    ticket::Ticket asked;
    asked.tenant_id = acme.id;
    asked.tenant = acme.slug;
    asked.subject = "drawn";
    asked.priority = priority;
    asked.policy_version = version;
    asked.opened_at = asked.changed_at = at;
    return {asked, {{{at, EventKind::opened, sla::Actor::customer, true, priority, version, {}}, "t", "", ""}}};
  }

  ticket::Change next(const ticket::Ticket& before) {
    constexpr EventKind kinds[]{EventKind::message,       EventKind::message,     EventKind::message, EventKind::wait_customer,
                                EventKind::wait_customer, EventKind::wait_vendor, EventKind::resumed, EventKind::resumed,
                                EventKind::resolved,      EventKind::closed,      EventKind::reopened, EventKind::reopened,
                                EventKind::prioritized,   EventKind::restamped,   EventKind::voided,  EventKind::merged,
                                EventKind::tagged};
    sla::Event event{before.changed_at + Seconds{number(0, 300) * 600}, kinds[number(0, 16)],
                     static_cast<sla::Actor>(number(0, 2)), number(0, 2) > 0};
    if (event.kind == EventKind::prioritized) event.priority = static_cast<sla::Priority>(number(0, 3));
    if (event.kind == EventKind::restamped) event.policy_version = number(1, 2);
    if (event.kind == EventKind::voided) {
      event.clock = sla::ClockName{number(0, 1) == 0 ? sla::ClockKind::response : sla::ClockKind::resolution, 1};
    }
    return {ticket::with(before, event), {{event, "t", "", ""}}};
  }

  // Tickets of August and September with up to `rounds` events more, stored a round at a time.
  std::vector<ticket::Ticket> draw(int count, int rounds) {
    std::vector<ticket::Change> changes;
    for (int i = 0; i < count; ++i) changes.push_back(opening(september.from + Seconds{number(-2000, 3000) * 600}));
    auto tickets = (*connection).atomically([&] { return ticket::record(*connection, changes, promises); });
    for (int round = 0; round < rounds; ++round) {
      changes.clear();
      for (const ticket::Ticket& each : tickets) {
        if (number(0, 3) > 0) changes.push_back(next(each));
      }
      for (const ticket::Ticket& each : (*connection).atomically([&] { return ticket::record(*connection, changes, promises); })) {
        tickets[static_cast<std::size_t>(each.number - 1)] = each;
      }
    }
    refresh();
    return tickets;
  }

  std::size_t refresh(Instant now = september.to + 2400h) {
    return (*connection).atomically([&] { return ticket::refresh(*connection, promises, now); });
  }

  ticket::Standing counted(Instant as_of, Instant now) {
    std::vector<std::string> changed;
    return ticket::standings(*connection, {{acme, september}}, false, promises, as_of, now, changed).front();
  }
  ticket::Standing replayed(Instant as_of) {
    return ticket::standing(ticket::histories(*connection, {"k.tenant_id = $1", {acme.id}}), promises.versions.at(acme.id),
                            promises.calendars, september, as_of);
  }
};

void same(const ticket::Standing& a, const ticket::Standing& b) {
  REQUIRE(a.clocks.size() == b.clocks.size());
  for (std::size_t i = 0; i < a.clocks.size(); ++i) {
    const sla::ClockRow& x = a.clocks[i];
    const sla::ClockRow& y = b.clocks[i];
    CAPTURE(i, sla::name(x.kind), sla::name(x.priority), x.target.count());
    CHECK(x.kind == y.kind);
    CHECK(x.priority == y.priority);
    CHECK(x.target == y.target);
    CHECK(std::tuple(x.met, x.missed, x.voided, x.open, x.at_risk, x.open_breached) ==
          std::tuple(y.met, y.missed, y.voided, y.open, y.at_risk, y.open_breached));
  }
  REQUIRE(a.attention.size() == b.attention.size());
  for (std::size_t i = 0; i < a.attention.size(); ++i) {
    CHECK(a.attention[i].number == b.attention[i].number);
    CHECK(a.attention[i].clock.state == b.attention[i].clock.state);
    CHECK(a.attention[i].clock.due_at == b.attention[i].clock.due_at);
    CHECK(a.attention[i].left() == b.attention[i].left());
  }
}

}  // namespace

TEST_CASE("replaying 10,000 random histories from nothing gives their stored clocks") {
  Store store;
  store.draw(10'000, 6);
  const ticket::Comparison found = ticket::compare(*store, store.promises);
  CHECK(found.tickets == 10'000);
  CHECK(found.clocks >= 20'000);
  CHECK(found.frozen == 0);
  CHECK(found.differing.empty());
  // The comparison notices a clock that was tampered with, and the repair mends it.
  (*store).run("UPDATE ticket_clock SET due_at = due_at + 1 WHERE kind = 'response' AND ticket_id IN"
               " (SELECT ticket_id FROM ticket WHERE number = 17)");
  CHECK(ticket::compare(*store, store.promises).differing == std::vector<std::int64_t>{17});
  ticket::rebuild(*store, store.promises, {17});
  CHECK(ticket::compare(*store, store.promises).differing.empty());
}

TEST_CASE("figures counted in SQL equal a replay of all tickets, now and at any earlier instant") {
  Store store("Europe/Berlin");
  store.draw(1'500, 6);
  const Instant now = september.to + 2400h;
  same(store.counted(now, now), store.replayed(now));
  for (int i = 0; i < 12; ++i) {
    const Instant as_of = september.from + Seconds{store.number(-1500, 6000) * 600};
    CAPTURE(rfc3339(as_of));
    same(store.counted(as_of, now), store.replayed(as_of));
  }
}

TEST_CASE("a new policy changes no figure of tickets that are there") {
  Store store;
  store.draw(500, 5);
  const Instant now = september.to + 24h;
  const ticket::Standing before = store.counted(september.to, now);
  sla::insert(*store, {{store.acme.id, policy(3, september.from - 4800h, 1min, 2min)}});
  store.reload(office());
  same(store.counted(september.to, now), before);
  CHECK(ticket::compare(*store, store.promises).differing.empty());
}

TEST_CASE("a holiday added later moves the clocks that run and leaves what was decided") {
  using namespace std::chrono;
  Store store("Europe/Berlin");
  const Instant monday = sys_days{2025y / 9 / 15} + 8h;  // 10:00 in Berlin
  const auto open_p4 = [&](Instant at) {
    ticket::Change change = store.opening(at);
    change.after.priority = sla::Priority::p4;
    change.entries[0].event.priority = sla::Priority::p4;
    return change;  // response 8 h, resolution 36 h of office time
  };
  auto tickets = ticket::record(*store, {open_p4(monday - 7 * 24h), open_p4(monday)}, store.promises);
  store.refresh(monday);
  const auto due = [&](const ticket::Ticket& of, std::size_t clock) {
    return ticket::clocks_of(*store, of).at(clock).due_at.value();
  };
  CHECK(due(tickets[1], 0) == monday + 24h);
  const ticket::Standing before = store.counted(monday + 1h, monday + 1h);

  const year_month_day tuesday = 2025y / 9 / 16;
  store.reload(office({{tuesday, tuesday, false, "Fair"}, {2025y / 9 / 8, 2025y / 9 / 12, false, "Late news"}}));
  CHECK(ticket::stale(*store, store.promises.calendars).calendars == std::vector<std::string>{"office"});
  // A reader computes the same before it is stored.
  const ticket::Standing read = store.counted(monday + 1h, monday + 1h);
  CHECK(store.refresh(monday + 1h) == 2);
  same(store.counted(monday + 1h, monday + 1h), read);
  CHECK(due(tickets[1], 0) == monday + 48h);
  // The older ticket was overdue: its verdict and due time stay.
  REQUIRE(before.clocks.size() == read.clocks.size());
  CHECK(before.clocks[0].missed == read.clocks[0].missed);
  CHECK(due(tickets[0], 0) == monday - 6 * 24h);
  CHECK(store.refresh(monday + 1h) == 0);
  // Events that follow leave it decided, and the comparison tells why it differs.
  const sla::Event answer{monday + 2h, EventKind::message, sla::Actor::agent, true};
  ticket::record(*store, {{ticket::with(tickets[0], answer), {{answer, "t", "", ""}}}}, store.promises);
  const sla::ClockRecord response = ticket::clocks_of(*store, tickets[0]).front();
  CHECK(response.verdict == sla::Verdict::missed);
  CHECK(response.due_at == monday - 6 * 24h);
  CHECK(response.stopped_at == monday + 2h);
  const ticket::Comparison found = ticket::compare(*store, store.promises);
  CHECK(found.differing.empty());
  CHECK(found.frozen > 0);
}

TEST_CASE("a store from before clocks were stored is filled by the first change") {
  Store store;
  store.draw(50, 3);
  (*store).run("DELETE FROM ticket_clock");
  (*store).run("DELETE FROM calendar_rules");
  const Instant now = september.to;
  CHECK(ticket::stale(*store, store.promises.calendars).unfilled);
  same(store.counted(now, september.to + 2400h), store.replayed(now));
  CHECK(store.refresh() == 50);
  CHECK(ticket::compare(*store, store.promises).differing.empty());
  CHECK_FALSE(ticket::stale(*store, store.promises.calendars).any());
}

TEST_CASE("thousands of tickets take as many statements as one") {
  Store store;
  const auto statements = [&](auto&& work) {
    const std::size_t before = (*store).statements();
    work();
    return (*store).statements() - before;
  };
  const Instant now = september.to + 2400h;
  const auto writing = [&](int count) {
    std::vector<ticket::Change> changes;
    for (int i = 0; i < count; ++i) changes.push_back(store.opening(september.from + 1h));
    return statements([&] { ticket::record(*store, changes, store.promises); });
  };
  const std::size_t one = writing(1);
  store.refresh();
  const std::size_t standing_of_one = statements([&] { store.counted(now, now); });
  CHECK(writing(3000) == one);
  CHECK(statements([&] { store.counted(now, now); }) == standing_of_one);
  CHECK(standing_of_one == 3);
  CHECK(statements([&] { store.counted(september.from + 30min, now); }) == 7);
  CHECK(statements([&] { ticket::list(*store, {.at_risk = true, .breached = true}, {}, now); }) == 1);
  CHECK(statements([&] { ticket::raise_alerts(*store, store.promises.calendars, now); }) == 2);
}

TEST_CASE("a clock is alerted once at risk and once breached") {
  Store store;
  ticket::Change change = store.opening(september.from);
  change.after.priority = sla::Priority::p1;  // around the clock: response 2 h, resolution 9 h
  change.entries[0].event.priority = sla::Priority::p1;
  ticket::record(*store, {change}, store.promises);
  const auto raised = [&](Seconds after) {
    std::vector<std::string> told;
    for (const ticket::RaisedAlert& each : ticket::raise_alerts(*store, store.promises.calendars, september.from + after)) {
      told.push_back(ticket::name(each.name) + " " + std::string(ticket::name(each.alert)));
    }
    return told;
  };
  using Told = std::vector<std::string>;
  CHECK(raised(90min) == Told{});
  CHECK(raised(90min + 1s) == Told{"response at-risk"});
  CHECK(raised(2h) == Told{});
  CHECK(raised(2h + 1s) == Told{"response breach"});
  CHECK(raised(8h) == Told{"resolution at-risk"});
  CHECK(raised(20h) == Told{"resolution breach"});
  CHECK(raised(2000h) == Told{});
}

TEST_CASE("lists tell of clocks by changed calendars what a refresh will store") {
  using namespace std::chrono;
  const std::vector<config::Holiday> fair{{2025y / 9 / 8, 2025y / 9 / 12, false, "Fair"}, {2025y / 9 / 22, 2025y / 9 / 23, false, "Fair"}};
  for (const bool added : {true, false}) {
    for (const int day : {5, 9, 15, 24}) {
      Store store("Europe/Berlin");
      store.reload(added ? office() : office(fair));
      store.draw(400, 3);
      store.reload(added ? office(fair) : office());
      const Instant now = september.from + day * 24h;
      const auto told = [&](const ticket::Fresh& fresh) {
        std::vector<std::string> all;
        for (const ticket::Filter& filter : std::vector<ticket::Filter>{
                 {}, {.at_risk = true}, {.breached = true}, {.tenant = "acme", .due_before = now + 48h}, {.at_risk = true, .breached = true}}) {
          for (const auto& each : ticket::list(*store, filter, fresh, now)) {
            all.push_back(ticket::handle(each.ticket.number) + (each.due_at ? rfc3339(*each.due_at) : ""));
          }
          all.emplace_back("--");
        }
        for (const auto& each : ticket::breaches(*store, store.acme.id, september, store.promises.calendars, fresh, now)) {
          all.push_back(ticket::handle(each.number) + each.subject + ticket::name(each.name) + rfc3339(each.clock.due_at) +
                        std::to_string(each.clock.used.count()) + std::string(sla::name(each.clock.state)));
        }
        return all;
      };
      const ticket::Fresh fresh = ticket::fresh(*store, store.promises, store.acme.id, now);
      CHECK(fresh.calendars == std::vector<std::string>{"office"});
      CHECK_FALSE(fresh.tickets.empty());
      const auto before = told(fresh);
      CHECK(before != told({}));
      store.refresh(now);
      CHECK(ticket::fresh(*store, store.promises, {}, now).tickets.empty());
      CHECK(before == told({}));
    }
  }
}
