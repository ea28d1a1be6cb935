// The figures of a tenant and a period from which reports are made: counted, not yet worded.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "config/settings.hpp"
#include "config/tiers.hpp"
#include "finding/finding.hpp"
#include "report/fleet.hpp"
#include "report/span.hpp"
#include "sla/from_config.hpp"
#include "sla/status.hpp"
#include "tenant/tenant_store.hpp"
#include "ticket/register_store.hpp"

namespace mssp::report {

using finding::Severity;

struct SeverityCounts {
  std::array<std::int64_t, finding::severities.size()> counts{};  // worst first
  std::int64_t& of(Severity severity) { return counts.at(static_cast<std::size_t>(severity)); }
  std::int64_t of(Severity severity) const { return counts.at(static_cast<std::size_t>(severity)); }
  std::int64_t total() const;
};

struct FindingLine {
  std::string handle;
  Severity severity = Severity::info;
  std::string title;
  std::string asset;  // its name or address, with port
  std::string host;   // without port
  std::string rule;
  std::string cves;  // separated by blanks
  std::string detail;
  Instant first_seen;
  std::optional<Instant> due_at;
  bool exploited = false;  // one of its CVEs is in the catalogue of known exploited vulnerabilities
  std::string owner;   // of the decision to accept it
  std::string reason;  // of that decision
  std::optional<Instant> expires_at;
};

struct Findings {
  SeverityCounts open;  // at the end of the period, or now within it
  std::int64_t overdue = 0;
  std::int64_t appeared = 0;  // first seen in the period
  std::int64_t fixed = 0;     // in the period
};

struct Scans {
  std::int64_t in_period = 0;
  std::optional<Instant> last;   // finished or imported, up to the end of the period
  std::int64_t assets = 0;       // known by then
  std::int64_t assets_seen = 0;  // in the thirty days before
};

struct MonthFigures {
  Month month;
  std::int64_t opened = 0;  // tickets
  std::int64_t resolved = 0;
  std::optional<Percent> sla_met;  // of all clocks decided in the month
  std::int64_t met = 0;
  std::int64_t decided = 0;
  std::optional<std::int64_t> open_findings;  // at its end; none before the first scan
  std::optional<std::int64_t> open_critical;
  std::optional<std::int64_t> overdue;  // of the open findings at its end
  std::optional<Percent> uptime;        // of the service that was up least
};

// CISA's catalogue of known exploited vulnerabilities, as it was imported.
struct Catalogue {
  std::string released;  // as it says itself; may be empty
  Instant imported_at;
};

// A scan that is older than this says nothing about today, and figures that rest on it are unknown.
inline constexpr auto scan_age_limit = std::chrono::days{35};

struct ServiceUptime {
  std::string service;
  sla::Uptime uptime;
};

// A ticket opened, resolved or still open in the period.
struct TicketLine {
  std::int64_t number = 0;
  std::string subject;
  std::string status;
  sla::Priority priority = sla::Priority::p4;
  Instant opened_at;
  std::int64_t reopened = 0;
  std::vector<sla::Event> events;
  std::vector<sla::Clock> clocks;
};

struct LateClock {
  std::int64_t number = 0;
  sla::Clock clock;
};

struct AssetLine {
  std::string address;
  std::string hostname;
  Instant first_seen;
  Instant last_seen;
  SeverityCounts open;
};

// The policy in force at the end of the period, in plain values.
struct Promise {
  std::string calendar;
  bool p1_around_the_clock = false;
  int version = 0;
  std::array<sla::Targets, 4> targets;
  std::optional<Percent> uptime;
};

struct Figures {
  tenant::Tenant tenant;
  config::Organization organization;
  std::optional<config::Tier> tier;  // empty when tiers.yml no longer has it
  Zone zone = Zone::utc();
  Span span;
  Period period;
  Instant as_of;  // the end of the period, or now within it
  std::string primary_analyst;
  bool scanned_before = false;  // before the period: only then is there something to compare with
  Findings findings;
  Findings findings_before;  // of the period before
  std::vector<FindingLine> worst;  // most urgent first, at most ten
  Scans scans;
  std::vector<sla::ClockRow> clocks;  // decided in the period, and open
  std::vector<ServiceUptime> uptime;  // none when no uptime is promised
  std::vector<LateClock> attention;   // open, at risk or overdue
  Promise promise;
  std::vector<MonthFigures> months;  // twelve, oldest first; the last is the period's last
  tenant::Usage usage;
  std::optional<Fleet> fleet;  // none: no device is registered, or the period is long past
  std::optional<baseline::Day> devices_at_end;  // what was kept of the period's last day; only when `fleet` is not there
  std::optional<baseline::Day> devices_before;  // of the last day kept of the period before

  // Only what a report asked for; see Wanted.
  std::vector<TicketLine> tickets;
  std::vector<ticket::Breach> breaches;       // clocks missed or left out in the period, with what was said of them
  std::vector<FindingLine> open_findings;     // worst first
  std::optional<Catalogue> exploited;         // none: it was never imported, so that `exploited` of findings says nothing
  std::vector<FindingLine> accepted;          // by the end of the acceptance
  std::int64_t reopened_findings = 0;         // open ones that had been fixed before
  std::vector<AssetLine> assets;              // by address
  std::vector<std::string> reports_made;      // in the period
  std::optional<std::vector<std::string>> promised;  // titles that the report of the period before recommended; none: no such report

  const MonthFigures& last_month() const { return months.back(); }
  bool complete() const { return as_of == period.to; }
  bool ever_scanned() const { return scans.last.has_value(); }
  // Whether what is known of findings still holds at the end of the period.
  bool scans_current() const { return ever_scanned() && as_of - *scans.last <= scan_age_limit; }
  // Of all clocks decided in the period.
  std::int64_t met() const;
  std::int64_t decided() const;
};

// What a type of report needs beyond the figures that all have.
struct Wanted {
  bool tickets = false;
  bool findings = false;
  bool assets = false;
  std::string promises_of = {};  // the type whose last report is looked up
};

// What the figures are drawn from besides the store.
struct Sources {
  config::Organization organization;
  std::vector<config::Tier> tiers;
  sla::Calendars calendars;
  config::PatchPolicies patches = config::built_in_patch_policies();
};

// Error{usage} when the period has not begun. A constant number of statements.
Figures figures(db::Connection& store, const tenant::Tenant& tenant, const Span& span, const Wanted& wanted,
                const Sources& sources, Instant now);

}  // namespace mssp::report
