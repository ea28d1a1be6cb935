#include <catch2/catch.hpp>

#include <map>

#include "config/load.hpp"
#include "unit/config/mistakes.hpp"

using namespace mssp;
using namespace mssp::config;
using Messages = std::vector<std::string>;

namespace {
const std::string base = "{tenant: acme-corp, scan_type: full, ";
std::string schedule(const std::string& rest) { return "schedules:\n- " + base + rest + "}\n"; }
std::string tier(const std::string& rest) { return "tiers:\n- {name: a, support: x, " + rest + "}\n"; }
std::string calendar(const std::string& rest) { return "calendars:\n- name: a\n  timezone: UTC\n" + rest; }
}  // namespace

TEST_CASE("mssp.yml: values and their origins") {
  const auto settings = strictly("/e/mssp.yml", "organization:\n  name: 'X'\n  timezone: Europe/Berlin\nsmtp: {url: 'smtps://m:465', from: a@b.net}\n", read_settings);
  CHECK(settings.organization.name == "X");
  CHECK(settings.organization.currency == "USD");
  REQUIRE(settings.smtp);
  CHECK(settings.smtp->from == "a@b.net");
  std::map<std::string, std::string> origins;
  for (const Entry& entry : settings.entries) origins[entry.key] = entry.value + " " + entry.origin;
  CHECK(settings.entries.size() == 19);
  CHECK(origins["organization.timezone"] == "Europe/Berlin /e/mssp.yml:3");
  CHECK(origins["organization.currency"] == "USD built-in");
  CHECK(origins["store"] == "sqlite:///var/lib/synos/mssp/mssp.db built-in");
  CHECK(origins["smtp.url"] == "smtps://m:465 /e/mssp.yml:4");
}

TEST_CASE("mssp.yml: mistakes") {
  const auto [text, message] = GENERATE(table<std::string, std::string>({
      {"[a]\n", "f.yml:1:1: mssp.yml must be a mapping of keys to values"},
      {"stor: x\n", "f.yml:1:1: unknown key 'stor' in mssp.yml"},
      {"store:\n", "f.yml:1:1: 'store' has no value"},
      {"store: mysql://x\n", "f.yml:1:8: 'store' must be an address such as sqlite:///var/lib/synos/mssp/mssp.db or postgresql://host/name, not 'mysql://x'"},
      {"store: postgresql://u:secret@h/d\n", "f.yml:1:8: 'store' holds a password"},
      {"organization: {timezone: Mars/Base}\n", "f.yml:1:26: 'timezone' must be a time zone such as UTC or Europe/Berlin, not 'Mars/Base'"},
      {"organization: {email: nobody}\n", "f.yml:1:23: 'email' must be an e-mail address, not 'nobody'"},
      {"organization: {currency: usd}\n", "f.yml:1:26: 'currency' must be a currency code such as USD, not 'usd'"},
      {"organization: {name: ' '}\n", "f.yml:1:22: 'name' is empty"},
      {"organization: {name: \"a\\nb\"}\n", "f.yml:1:22: 'name' holds a line break or another control character"},
      {"organization: {logo: a.png}\n", "f.yml:1:22: 'logo' must be an absolute path, not 'a.png'"},
      {"organization: {name: [a]}\n", "f.yml:1:22: 'name' must be a text, not a list"},
      {"smtp: {from: a@b.net}\n", "f.yml:1:7: 'url' is missing in smtp"},
      {"smtp: {url: 'smtp://h', from: a@b.net, username: u}\n", "f.yml:1:40: 'username' needs 'password_file' beside it"},
      {"smtp: {url: 'smtp://h', from: a@b.net, tls: maybe}\n", "f.yml:1:45: 'tls' must be one of required, none, not 'maybe'"},
      {"smtp: {url: 'smtp://h', from: a@b.net, timeout: 11m}\n", "f.yml:1:49: 'timeout' must be a duration from 1s to 10m, not '11m'"},
      {"smtp: {url: 'smtp://h', from: a@b.net, tls: none, username: u, password_file: /p}\n",
       "f.yml:1:51: 'username' with 'tls: none' would send the password unprotected"},
      {"mail: {transport: pigeon}\n", "f.yml:1:19: 'transport' must be one of smtp, sendmail, folder, not 'pigeon'"},
      {"mail: {transport: folder}\n", "f.yml:1:19: 'transport: folder' needs 'folder' beside it"},
      {"mail: {transport: sendmail, sendmail: bin/sendmail}\n", "f.yml:1:39: 'sendmail' must be an absolute path, not 'bin/sendmail'"},
  }));
  CAPTURE(text);
  CHECK(mistakes(text, read_settings) == Messages{message});
}

TEST_CASE("a server on this machine is known by its name") {
  for (const char* url : {"smtp://localhost", "smtp://localhost:25", "smtp://127.0.0.1:2525/box", "smtp://[::1]:25"}) {
    CAPTURE(url);
    CHECK(on_this_machine(url));
  }
  for (const char* url : {"smtp://localhost.example.net", "smtp://127.0.0.1.example.net:25", "smtp://localhost@example.net", "smtp://"}) {
    CAPTURE(url);
    CHECK_FALSE(on_this_machine(url));
  }
}

TEST_CASE("a text of a million letters is refused without repeating it") {
  CHECK(mistakes("organization: {name: " + std::string(1000000, 'x') + "}\n", read_settings) ==
        Messages{"f.yml:1:22: 'name' is longer than 200 bytes"});
}

TEST_CASE("tiers.yml") {
  const auto tiers = strictly("f", tier("assets: 010, scans_per_month: unlimited, price: {amount: 5, currency: EUR}"), read_tiers);
  REQUIRE(tiers.size() == 1);
  CHECK(tiers[0].assets == 10);
  CHECK_FALSE(tiers[0].scans_per_month);
  CHECK(tiers[0].price == Price{5, "EUR"});
  const auto [text, message] = GENERATE(table<std::string, std::string>({
      {"", "f.yml:1:1: tiers.yml must be a mapping of keys to values"},
      {"tiers: []\n", "f.yml:1:8: there must be at least one tier"},
      {tier("assets: 0x1F, scans_per_month: 1, price: custom"), "f.yml:2:33: 'assets' must be a whole number from 0 to 10000000 without quotes, or unlimited, not '0x1F'"},
      {tier("assets: '5', scans_per_month: 1, price: custom"), "f.yml:2:33: 'assets' must be a whole number from 0 to 10000000 without quotes, or unlimited, not '5'"},
      {tier("assets: -1, scans_per_month: 1, price: custom"), "f.yml:2:33: 'assets' must be a whole number from 0 to 10000000 without quotes, or unlimited, not '-1'"},
      {tier("assets: null, scans_per_month: 1, price: custom"), "f.yml:2:25: 'assets' has no value"},
      {tier("scans_per_month: 1, price: custom"), "f.yml:2:3: 'assets' is missing in a tier"},
      {tier("assets: 1, scans_per_month: 1, price: 500"), "f.yml:2:63: 'price' must be {amount: MINOR UNITS, currency: CODE} or custom, not '500'"},
      {tier("assets: 1, scans_per_month: 1, price: {amount: 5.00, currency: USD}"), "f.yml:2:72: 'amount' must be a whole number from 0 to 100000000000, not '5.00'"},
  }));
  CAPTURE(text);
  CHECK(mistakes(text, read_tiers) == Messages{message});
}

TEST_CASE("calendars.yml: hours, holidays and special days") {
  const auto read = strictly("f", calendar("  hours: {monday: ['09:00-12:30', '13:30-18:00'], sunday: ['22:00:00-28:00:00']}\n"
                                           "  holidays: [{from: 2025-12-29, to: 2026-01-02, yearly: true, name: S}]\n"
                                           "  special_days: [{date: 2025-12-24, hours: []}]\n"), read_calendars);
  REQUIRE(read.size() == 1);
  CHECK(read[0].hours[0] == std::vector<HourWindow>{{540, 750}, {810, 1080}});
  CHECK(read[0].hours[6] == std::vector<HourWindow>{{1320, 1680}});
  CHECK(read[0].holidays.at(0).yearly);
  CHECK(text(read[0].holidays.at(0).to) == "2026-01-02");
  CHECK(read[0].special_days.at(0).hours.empty());
  CHECK(read[0].line == 2);
}

TEST_CASE("calendars.yml: mistakes") {
  const std::string open = "  hours: {monday: ['09:00-10:00']}\n";
  const auto [text, message] = GENERATE_COPY(table<std::string, std::string>({
      {calendar("  hours: {monday: []}\n"), "f.yml:4:10: the calendar never opens"},
      {calendar("  hours: {monday: ['9-5']}\n"), "f.yml:4:20: an item must be hours such as 09:00-17:30, to 48:00 at most, not '9-5'"},
      {calendar("  hours: {monday: ['09:00-48:01']}\n"), "f.yml:4:20: an item must be hours such as 09:00-17:30, to 48:00 at most, not '09:00-48:01'"},
      {calendar("  hours: {monday: ['-0:00-10:00']}\n"), "f.yml:4:20: an item must be hours such as 09:00-17:30, to 48:00 at most, not '-0:00-10:00'"},
      {calendar("  hours: {monday: ['09:00-10:00', '09:59-11:00']}\n"), "f.yml:4:35: '09:59-11:00' begins before the hours written before it end"},
      {calendar(open + "  holidays: [{date: 2025-02-29}]\n"), "f.yml:5:21: 'date' must be a date such as 2025-12-25, not '2025-02-29'"},
      {calendar(open + "  holidays: [{from: 2025-02-02}]\n"), "f.yml:5:14: a holiday needs either 'date', or 'from' and 'to'"},
      {calendar(open + "  holidays: [{from: 2025-02-02, to: 2025-02-01}]\n"), "f.yml:5:37: 'to' is before 'from'"},
      {calendar(open + "  holidays: [{date: 2025-02-02, yearly: yes}]\n"), "f.yml:5:41: 'yearly' must be true or false, not 'yes'"},
      {calendar(open + "  special_days: [{date: 2025-02-02, hours: []}, {date: 2025-02-02, hours: []}]\n"), "f.yml:5:49: special day 2025-02-02 stands twice"},
      {"calendars:\n- name: 24x7\n  timezone: UTC\n" + open, "f.yml:2:9: '24x7' is built in"},
  }));
  CAPTURE(text);
  CHECK(mistakes(text, read_calendars) == Messages{message});
}

TEST_CASE("scan-schedule.yml: optional keys and days") {
  const auto read = strictly("f", schedule("frequency: monthly, day: 08, time: 02:30, timezone: UTC, profile: deep, enabled: false, catch_up: none, max_lateness: 12h"), read_schedules).at(0);
  CHECK(read.day == "8");
  CHECK(read.time == TimeOfDay{2, 30});
  CHECK(read.profile == "deep");
  CHECK_FALSE(read.enabled);
  CHECK(read.catch_up == CatchUp::none);
  CHECK(read.max_lateness == Seconds{43200});
  CHECK(strictly("f", schedule("frequency: hourly"), read_schedules).at(0).time == TimeOfDay{});
  CHECK(strictly("f", schedule("frequency: quarterly, day: last, time: '00:00'"), read_schedules).at(0).day == "last");
}

TEST_CASE("scan-schedule.yml: mistakes") {
  const auto [text, message] = GENERATE(table<std::string, std::string>({
      {"# lost\n", "f.yml:1:1: scan-schedule.yml must be a mapping of keys to values"},
      {schedule("frequency: weekly, time: '02:00'"), "f.yml:2:3: 'day' is missing in a schedule"},
      {schedule("frequency: weekly, day: 3, time: '02:00'"), "f.yml:2:64: 'day' must be one of monday, tuesday, wednesday, thursday, friday, saturday, sunday, not '3'"},
      {schedule("frequency: monthly, day: 32, time: '02:00'"), "f.yml:2:65: 'day' must be 1 to 31 or last in a monthly schedule, not '32'"},
      {schedule("frequency: daily, day: monday, time: '02:00'"), "f.yml:2:58: 'day' has no meaning when 'frequency' is daily"},
      {schedule("frequency: daily"), "f.yml:2:3: 'time' is missing in a schedule"},
      {schedule("frequency: daily, time: '24:00'"), "f.yml:2:64: 'time' must be a time of day such as 02:00, not '24:00'"},
      {schedule("frequency: hourly, time: '02:15'"), "f.yml:2:65: 'time' must be minutes past the hour such as 00:15, not '02:15'"},
      {schedule("frequency: dayly, time: '02:15'"), "f.yml:2:51: 'frequency' must be one of hourly, daily, weekly, monthly, quarterly, not 'dayly'"},
      {schedule("frequency: daily, time: '02:15', enabled: on"), "f.yml:2:82: 'enabled' must be true or false, not 'on'"},
      {schedule("frequency: daily, time: '02:15', max_lateness: 59s"), "f.yml:2:87: 'max_lateness' must be a duration from 1m to 90d such as 12h, not '59s'"},
      {schedule("frequency: daily, time: '02:15'") + "- " + base + "time: 02:15, frequency: daily}\n", "f.yml:3:3: this schedule of tenant 'acme-corp' stands twice"},
  }));
  CAPTURE(text);
  CHECK(mistakes(text, read_schedules) == Messages{message});
}

TEST_CASE("every mistake of a file is found at once, in order") {
  CHECK(mistakes("schedules:\n- tenant: Acme\n  scan_typ: full\n  frequency: daily\n  time: x\n", read_schedules).size() == 4);
}

TEST_CASE("staff.yml: weights are thousandths") {
  const auto workload = strictly("f", "workload: {tier: {gold: 2.5}, share: {secondary: 0.25}}\n", read_workload);
  CHECK(workload.tier_weight("gold") == 2500);
  CHECK(workload.tier_weight("starter") == 1000);
  CHECK(workload.tier_weight("unheard-of") == workload.other_tier);
  CHECK(workload.secondary_share == 250);
  const auto [text, message] = GENERATE(table<std::string, std::string>({
      {"workload: {seat: -1}\n", "f.yml:1:18: 'seat' must be a number from 0 to 168 with at most three decimals, not '-1'"},
      {"workload: {seat: 0.0001}\n", "f.yml:1:18: 'seat' must be a number from 0 to 168 with at most three decimals, not '0.0001'"},
      {"workload: {seat: .nan}\n", "f.yml:1:18: 'seat' must be a number from 0 to 168 with at most three decimals, not '.nan'"},
      {"workload: {share: {primary: 1.5}}\n", "f.yml:1:29: 'primary' must be a number from 0 to 1 with at most three decimals, not '1.5'"},
      {"workload: {ticket: {p5: 1}}\n", "f.yml:1:21: unknown key 'p5' in ticket"},
      {"workload: {tier: {A b: 1}}\n", "f.yml:1:19: 'A b' cannot be the name of a tier"},
      {"workload: {skills: {A b: [siem]}}\n", "f.yml:1:21: 'A b' cannot be the name of a tier"},
      {"workload: {skills: {gold: [two words]}}\n", "f.yml:1:28: an item must be a skill such as forensics, not 'two words'"},
      {"workload: {skills: [siem]}\n", "f.yml:1:20: 'skills' must be a mapping of tiers to lists of skills, not a list"},
  }));
  CAPTURE(text);
  CHECK(mistakes(text, read_workload) == Messages{message});
}

TEST_CASE("staff.yml: skills of a tier are sorted, each once") {
  const auto workload = strictly("f", "workload: {skills: {gold: [siem, azure, siem], starter: []}}\n", read_workload);
  CHECK(workload.skills.at("gold") == std::vector<std::string>{"azure", "siem"});
  CHECK(workload.skills.at("starter").empty());
  CHECK(strictly("f", "", read_workload).skills.empty());
}
