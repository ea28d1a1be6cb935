#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "patch/calendar.hpp"
#include "patch/patch.hpp"

using namespace mssp;
using namespace mssp::patch;

namespace {

Instant at(const std::string& text) { return parse_instant(text, Zone::utc()).value(); }

Policy installed() { return effective(config::built_in_patch_policies(), "acme", "", "", "f.yml"); }

Patch missing(const std::string& released, Severity severity = Severity::high) {
  Patch patch;
  patch.id = "KB1";
  patch.severity = severity;
  patch.released_at = at(released);
  patch.first_seen = patch.status_since = patch.observed_at = *patch.released_at;
  return patch;
}

device::Device seen(const std::string& time) {
  device::Device device;
  device.id = 1;
  device.name = "a";
  device.seen_at = at(time);
  return device;
}

Verdict verdict(const std::vector<Patch>& patches, const Counted& counted, const std::string& now) {
  return judge(seen(now), patches, counted, installed(), {}, Zone::utc(), at(now)).verdict;
}

}  // namespace

TEST_CASE("a deadline is the first window after the release, and the time to try again") {
  // Tuesday's release, Wednesday's window at 02:00, 72 hours.
  const Deadline usual = deadline(missing("2025-09-09T17:00:00Z"), installed(), Zone::utc());
  CHECK(usual.window == at("2025-09-10T02:00:00Z"));
  CHECK(usual.by == at("2025-09-13T02:00:00Z"));
  CHECK(deadline(missing("2025-09-09T17:00:00Z", Severity::critical), installed(), Zone::utc()).by == at("2025-09-10T17:00:00Z"));
  Patch browser = missing("2025-09-09T17:00:00Z");
  browser.category = Category::third_party;
  CHECK(deadline(browser, installed(), Zone::utc()).window == at("2025-09-10T02:30:00Z"));
  Patch undated = missing("2025-09-09T17:00:00Z");
  undated.released_at.reset();
  undated.first_seen = at("2025-09-11T00:00:00Z");
  CHECK(deadline(undated, installed(), Zone::utc()).window == at("2025-09-17T02:00:00Z"));
}

TEST_CASE("the second at which a time ends still keeps it") {
  const std::vector<Patch> one{missing("2025-09-09T17:00:00Z")};
  CHECK(verdict(one, {}, "2025-09-13T02:00:00Z") == Verdict::compliant);
  CHECK(verdict(one, {}, "2025-09-13T02:00:01Z") == Verdict::overdue);
  const Judged waiting = judge(seen("2025-09-11T00:00:00Z"), one, {}, installed(), {}, Zone::utc(), at("2025-09-11T00:00:00Z"));
  CHECK(waiting.verdict == Verdict::compliant);
  REQUIRE(waiting.retrying.size() == 1);
  CHECK(waiting.retrying[0].by == at("2025-09-13T02:00:00Z"));
  Counted restart{.reboot_since = at("2025-09-10T00:00:00Z"), .critical = {}, .critical_since = {}, .told = true};
  CHECK(verdict({}, restart, "2025-09-13T00:00:00Z") == Verdict::compliant);
  CHECK(verdict({}, restart, "2025-09-13T00:00:01Z") == Verdict::reboot);
  device::Device away = seen("2025-09-10T00:00:00Z");
  CHECK(judge(away, one, {}, installed(), {}, Zone::utc(), at("2025-09-13T00:00:00Z")).verdict == Verdict::compliant);
  CHECK(judge(away, one, {}, installed(), {}, Zone::utc(), at("2025-09-13T00:00:01Z")).verdict == Verdict::stale);
  away.seen_at.reset();
  CHECK(judge(away, one, {}, installed(), {}, Zone::utc(), at("2025-09-13T00:00:00Z")).verdict == Verdict::never_seen);
}

TEST_CASE("a device of whose patches nothing is told does not comply") {
  CHECK(verdict({}, {}, "2025-09-13T00:00:00Z") == Verdict::no_data);
  Counted counted{.reboot_since = {}, .critical = 2, .critical_since = at("2025-09-10T00:00:00Z"), .told = true};
  CHECK(verdict({}, counted, "2025-09-11T00:00:00Z") == Verdict::compliant);
  CHECK(verdict({}, counted, "2025-09-11T00:00:01Z") == Verdict::overdue);
}

TEST_CASE("what is not approved is not missed where approval is manual") {
  Policy manual = installed();
  manual.approval.value = config::Approval::manual;
  Patch patch = missing("2025-09-02T17:00:00Z");
  CHECK_FALSE(is_due(patch, manual));
  patch.status = Status::approved;
  patch.approved_at = at("2025-09-12T00:00:00Z");
  CHECK(is_due(patch, manual));
  CHECK(deadline(patch, manual, Zone::utc()).window == at("2025-09-17T02:00:00Z"));
  patch.status = Status::failed;
  CHECK(is_due(patch, manual));
  patch.status = Status::installed;
  CHECK_FALSE(is_due(patch, installed()));
}

TEST_CASE("exemptions hold until they end") {
  Exemption whole{.number = 1, .device = 1, .device_name = "a", .patch = "", .reason = "old", .approver = "ann",
                  .created_at = at("2025-09-01T00:00:00Z"), .expires_at = at("2025-09-14T00:00:00Z"), .removed_at = {}};
  Exemption one = whole;
  one.device.reset();
  one.patch = "KB1";
  const auto judged = [&](const Exemption& exemption, const std::string& now) {
    return judge(seen(now), {missing("2025-09-02T17:00:00Z")}, {}, installed(), {exemption}, Zone::utc(), at(now));
  };
  CHECK(judged(whole, "2025-09-13T23:59:59Z").verdict == Verdict::exempt);
  CHECK(judged(whole, "2025-09-14T00:00:00Z").verdict == Verdict::overdue);
  CHECK(judged(one, "2025-09-13T00:00:00Z").verdict == Verdict::compliant);
  CHECK(judged(one, "2025-09-13T00:00:00Z").exempt == std::vector<std::string>{"KB1"});
  whole.removed_at = at("2025-09-12T00:00:00Z");
  CHECK(judged(whole, "2025-09-13T00:00:00Z").verdict == Verdict::overdue);
}

TEST_CASE("shares are rounded down, and of nothing there is none") {
  CHECK_FALSE(share(0, 0));
  CHECK(share(2, 3)->thousandths == 66'666);
  CHECK(share(99'999, 100'000)->thousandths == 99'999);
  CHECK(share(999'999, 1'000'000)->thousandths == 99'999);
  CHECK(share(3, 3)->thousandths == 100'000);
}

TEST_CASE("the narrowest policy that names a field holds, and says where it stands") {
  config::Problems problems("p.yml");
  const auto all = config::read_patch_policies(
      "default:\n  retry: 48h\npolicies:\n  - tenant: acme\n    retry: 24h\n    reboot: never\n"
      "  - tenant: acme\n    group: servers\n    retry: 12h\n  - tenant: acme\n    device: db-1\n    reboot: always\n"
      "  - tenant: other\n    retry: 1h\n",
      problems);
  REQUIRE(problems.empty());
  const Policy server = effective(all, "acme", "servers", "db-1", "p.yml");
  CHECK(server.retry.value == Seconds{12 * 3600});
  CHECK(server.retry.origin == "p.yml:9, of group 'servers'");
  CHECK(server.reboot.value == config::Reboot::always);
  CHECK(server.reboot.origin == "p.yml:12, of device 'db-1'");
  CHECK(server.critical_within.origin == "built-in");
  CHECK(effective(all, "acme", "", "", "p.yml").retry.origin == "p.yml:5, of tenant 'acme'");
  CHECK(effective(all, "third", "", "", "p.yml").retry.origin == "p.yml:2, the default");
}

TEST_CASE("a calendar is as RFC 5545 wants it") {
  const std::string long_note(120, 'x');
  const Window window{"acme-os-1", "group b\xc3\xbcro", "OS; updates, all", at("2025-09-10T02:00:00Z"), at("2025-09-10T04:00:00Z"), long_note + "\xc3\xbc\\ \n y"};
  const std::string text = calendar({window}, "Acme");
  CHECK(text == calendar({window}, "Acme"));
  CHECK(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
  CHECK(text.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
  std::size_t from = 0;
  for (std::size_t end = text.find("\r\n"); end != std::string::npos; end = text.find("\r\n", from)) {
    CHECK(end - from <= 75);
    CHECK(valid_utf8(text.substr(from, end - from)));
    from = end + 2;
  }
  CHECK(from == text.size());
  CHECK(text.find("DTSTART:20250910T020000Z\r\nDTEND:20250910T040000Z\r\n") != std::string::npos);
  std::string unfolded = text;
  for (auto fold = unfolded.find("\r\n "); fold != std::string::npos; fold = unfolded.find("\r\n ")) unfolded.erase(fold, 3);
  CHECK(unfolded.find("SUMMARY:OS\\; updates\\, all\\, group b\xc3\xbcro\r\n") != std::string::npos);
  CHECK(unfolded.find("\\\\ \\n y\r\n") != std::string::npos);
  CHECK(unfolded.find("UID:acme-os-1@synos-mssp\r\n") != std::string::npos);
}

TEST_CASE("windows keep the local time over a change of the clock") {
  config::PatchPolicies all = config::built_in_patch_policies();
  all.policies[0].os_updates->value = {config::Frequency::weekly, "sunday", {3, 0}, "Europe/Berlin"};
  const auto found = windows(effective(all, "acme", "", "", ""), "acme", "", Zone::utc(), {at("2025-10-19T00:00:00Z"), at("2025-10-27T00:00:00Z")});
  std::vector<Instant> os;
  for (const Window& each : found) {
    if (each.what == "OS updates") os.push_back(each.from);
  }
  CHECK(os == std::vector<Instant>{at("2025-10-19T01:00:00Z"), at("2025-10-26T02:00:00Z")});
}
