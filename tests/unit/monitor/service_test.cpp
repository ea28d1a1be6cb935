#include "monitor/service.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "base/parse.hpp"
#include "monitor/outage_file.hpp"
#include "render/sparkline.hpp"

using namespace mssp;
using namespace mssp::monitor;
using namespace std::chrono_literals;

namespace {

Instant at(const char* text) { return parse_instant(text, Zone::utc()).value(); }

const Instant noon = at("2025-09-15T12:00:00Z");

Service checked(std::optional<Instant> last = {}) {
  Service service;
  service.name = "web";
  service.url = "tcp://127.0.0.1:1";
  service.watched_from = noon;
  service.checked_at = last;
  return service;
}

std::string told(const std::vector<Change>& changes) {
  std::string out;
  for (const Change& change : changes) out += std::string(name(change.state)) + "@" + std::to_string((change.from - noon).count()) + " ";
  return out;
}

}  // namespace

TEST_CASE("addresses of checks") {
  const auto told_address = [](const char* url) {
    const auto a = parse_url(url);
    if (!a) return std::string("none");
    return std::string(a->scheme == Address::Scheme::tcp ? "tcp " : "http ") + a->host + " " + std::to_string(a->port) + " " + a->path;
  };
  CHECK(told_address("tcp://mail.acme.com:25") == "tcp mail.acme.com 25 /");
  CHECK(told_address("http://acme.com") == "http acme.com 80 /");
  CHECK(told_address("http://acme.com:8080/health?deep=1") == "http acme.com 8080 /health?deep=1");
  CHECK(told_address("http://acme.com?x=1") == "http acme.com 80 /?x=1");
  CHECK(told_address("http://[::1]:81/x") == "http ::1 81 /x");
  const auto refused = GENERATE("", "acme.com", "tcp://acme.com", "tcp://acme.com:0", "tcp://acme.com:65536", "tcp://:25",
                                "tcp://acme.com:25/", "http://user@acme.com/", "http://acme.com/#top", "http://acme.com/a b",
                                "http://acme.com/\r\nHost: x", "https://acme.com/", "file:///etc/passwd", "http://[::1",
                                "http://[::1]x", "http://[x]/", "http://a_b/", "http://acme.com:/", "HTTP://acme.com");
  CAPTURE(refused);
  CHECK_FALSE(parse_url(refused));
}

TEST_CASE("what a check adds to what is known") {
  CHECK(told(changes_after(checked(), {}, noon, State::up, "")) == "up@0 ");
  const Change up{noon, State::up, ""};
  // Within two and a half intervals of a minute the state holds.
  CHECK(told(changes_after(checked(noon + 60s), up, noon + 120s, State::up, "")).empty());
  CHECK(told(changes_after(checked(noon + 60s), up, noon + 210s, State::up, "")).empty());
  CHECK(told(changes_after(checked(noon + 60s), up, noon + 120s, State::down, "")) == "down@120 ");
  // Past them nobody knows, from the last check on.
  CHECK(told(changes_after(checked(noon + 60s), up, noon + 211s, State::up, "")) == "unknown@60 up@211 ");
  CHECK(told(changes_after(checked(noon), up, noon + 500s, State::down, "")) == "unknown@1 down@500 ");
  CHECK(told(changes_after(checked(noon), up, noon, State::down, "")).empty());
}

TEST_CASE("uptime of checks: what no check speaks for is unknown") {
  Knowledge known{.service = checked(noon + 7200s), .changes = {}, .outages = {}, .maintenance = {}};
  known.changes = {{noon + 60s, State::up, ""}, {noon + 600s, State::down, ""}, {noon + 900s, State::up, ""},
                   {noon + 1800s, State::unknown, ""}, {noon + 3600s, State::up, ""}};
  const Period day{at("2025-09-15T00:00:00Z"), at("2025-09-16T00:00:00Z")};
  const auto measured = measure(known, day, noon + 7200s + 100s, Percent{99'000});
  REQUIRE(measured);
  CHECK(measured->promised == 7300s);
  CHECK(measured->uptime.downtime == 300s);
  CHECK(measured->uptime.unknown == 60s + 1800s);
  CHECK(measured->up() == 7300s - 300s - 1860s);
  SECTION("a run that stays out") {
    const auto later = measure(known, day, noon + 7200s + 1000s, Percent{99'000});
    CHECK(later->uptime.unknown == 1860s + 1000s);
  }
  SECTION("maintenance leaves the denominator, and recorded outages count once") {
    known.maintenance = {{noon + 600s, noon + 700s, noon, ""}};
    known.outages = {{noon + 800s, noon + 1000s, ""}};
    const auto with = measure(known, day, noon + 7300s, Percent{99'000});
    CHECK(with->uptime.maintenance == 100s);
    CHECK(with->uptime.downtime == 200s + 100s);
    CHECK(with->promised == 7200s);
  }
  SECTION("nothing of the time before it was watched or after it was removed") {
    CHECK_FALSE(measure(known, {day.from - 86400s, day.from}, noon, Percent{}));
    known.service.removed_at = noon + 1000s;
    CHECK(measure(known, day, noon + 7300s, Percent{})->promised == 1000s);
  }
  SECTION("all services together") {
    Knowledge by_hand{.service = checked(), .changes = {}, .outages = {{noon, {}, ""}}, .maintenance = {}};
    by_hand.service.url.reset();
    const auto other = measure(by_hand, day, noon + 1000s, Percent{99'000});
    CHECK(other->uptime.downtime == 1000s);
    CHECK(other->uptime.unknown == 0s);
    const auto sum = total({*measured, *other});
    CHECK(sum->promised == 8300s);
    CHECK(sum->up() == measured->up());
    CHECK_FALSE(sum->uptime.kept);
    CHECK_FALSE(total({}));
  }
}

TEST_CASE("outages as CSV and as JSON Lines") {
  const Zone berlin = Zone::named("Europe/Berlin").value();
  const auto csv = read_outages("reason,service,from,to\n\"power, all\",vpn,2025-09-10 10:00,2025-09-10 10:30\n,web,2025-09-10T10:00:00Z,\n",
                                "o.csv", berlin);
  REQUIRE(csv.size() == 2);
  CHECK(csv[0].reason == "power, all");
  CHECK(csv[0].from == at("2025-09-10T08:00:00Z"));
  CHECK(csv[1].line == 3);
  CHECK_FALSE(csv[1].to);
  const auto lines = read_outages("{\"service\":\"vpn\",\"from\":\"2025-09-10\",\"to\":null}\n\n", "o.jsonl", berlin);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].from == at("2025-09-09T22:00:00Z"));
  const auto refusal = [&](const std::string& text) {
    try {
      read_outages(text, "o", berlin);
    } catch (const Error& error) {
      return error.message();
    }
    return std::string("accepted");
  };
  CHECK(refusal("service,from,until\n") == "o:1: unknown column 'until'");
  CHECK(refusal("service,from,to\nvpn,2025-09-10\n") == "o:2: 2 fields where the header has 3");
  CHECK(refusal("service,from,to\nvpn,,\n") == "o:2: an outage needs a service and from");
  CHECK(refusal("service,from,to\nvpn,2025-09-10,2025-09-09\n") == "o:2: the outage does not end after it begins");
  CHECK(refusal("service,from,reason\nvpn,2025-09-10,\"a\nb\"\n") == "o:2: 'reason' must be one line of at most 500 bytes");
  CHECK(refusal("{\"service\":\"vpn\",\"from\":1}") == "o:1: 'from' must be a text");
  CHECK(refusal("{\"service\":\"vpn\",\"from\":\"soon\"}") ==
        "o:1: 'from' must be a time such as 2025-09-30T10:00:00Z, not 'soon'");
}

TEST_CASE("a picture of values in one line") {
  using Values = std::vector<std::optional<std::int64_t>>;
  CHECK(render::sparkline(Values{0, 50, std::nullopt, 100}, 0, 100, true) == "▁▅·█");
  CHECK(render::sparkline(Values{0, 50, std::nullopt, 100}, 0, 100, false) == "15.8");
  CHECK(render::sparkline(Values{7, 7}, 7, 7, false) == "11");
  CHECK(render::writes_utf8("", "", "en_US.UTF-8"));
  CHECK_FALSE(render::writes_utf8("C", "", "en_US.UTF-8"));
  CHECK_FALSE(render::writes_utf8("", "", ""));
}
