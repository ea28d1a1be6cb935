// The executive report as plain values: everything the page shows and nothing else, so that a stored model gives the
// same page for ever. Views (PDF, HTML, JSON ...) print it and compute nothing. Texts are ready to be read: formatted,
// in the tenant's zone, rounded down where a target is concerned. What is not known is empty or `unknown`; a view
// prints "n/a" or "no data" for it, never something that looks good. Every list may be empty.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "finding/finding.hpp"

namespace mssp::report {

enum class State { good, warn, bad, unknown };
using Severity = finding::Severity;
enum class Direction { up, down, same };

std::string_view word(State state);        // "OK", "Attention", "Action needed", "No data"
std::string_view word(Severity severity);  // "Critical" ...

struct Organisation {  // the service provider
  std::string name;
  std::string contact;     // how to reach it: "+1 555 0100, soc@example.net"
  std::string escalation;  // where to go when that does not help; may be empty
};

struct Scope {
  std::string tenant;
  std::string tier;    // "Enterprise"
  std::string period;  // "1–30 September 2025", see period_text
  std::string label;   // "September 2025"
  std::string zone;    // "Europe/Berlin"
  Instant from{};      // the period is [from, to)
  Instant to{};
};

struct Authorship {
  std::string classification;   // "TLP:AMBER"
  std::string prepared_by;      // a person or the organisation
  std::string primary_analyst;  // empty: none is assigned
  Instant at{};                 // when the model was frozen; the date of every view
};

// A change against the period before. `meaning` tells whether it is an improvement, whatever its direction.
struct Change {
  Direction direction = Direction::same;
  State meaning = State::unknown;
  std::string text;  // "4 vs Aug", "2.1 pt"
};

struct Kpi {
  std::string label;
  std::string value;  // "94.2 %"; empty: n/a
  State state = State::unknown;
  std::optional<Change> change;
  std::string note;  // "44 of 45", "target 95 %"
};

struct SeverityCounts {
  std::int64_t critical = 0;
  std::int64_t high = 0;
  std::int64_t medium = 0;
  std::int64_t low = 0;
  std::int64_t info = 0;
  std::int64_t& of(Severity severity);
  std::int64_t total() const { return critical + high + medium + low + info; }
};

struct TrendPoint {
  std::string label;            // "Sep"
  std::optional<double> value;  // percent; empty: no figure for this month
};
struct Trend {
  std::string title;  // "Patch compliance"
  std::optional<double> target;
  std::vector<TrendPoint> points;  // oldest first
  std::string latest;              // the last figure as text: "94.2 %"
};

struct TicketMonth {
  std::string label;
  std::int64_t opened = 0;
  std::int64_t resolved = 0;
};

struct SlaRow {
  std::string clock;     // "Response"
  std::string priority;  // "P1"
  std::string target;    // "15m"
  std::int64_t met = 0;
  std::int64_t missed = 0;
  std::int64_t excluded = 0;  // void clocks
  std::int64_t at_risk = 0;   // open now
  std::int64_t breached = 0;  // open now, past due
  std::string compliance;     // "97.8 %"; empty: n/a, nothing was decided
  State state = State::unknown;
};

struct UptimeRow {
  std::string service;
  std::string target;
  std::string measured;     // empty: no data
  std::string downtime;     // unplanned
  std::string budget_left;  // of the error budget
  std::string unobserved;   // time without data
  State state = State::unknown;
};

struct BaselineRow {
  std::string area;  // "Backups"
  State state = State::unknown;
  std::string status;  // "1 failed restore test"
  std::string note;
};

struct Risk {
  Severity severity = Severity::info;
  std::string title;
  std::string asset;
  std::string owner;  // empty: nobody
  std::string due;    // empty: no date
  bool overdue = false;
};

struct CoverageRow {  // assets, scans and agents: how much of the estate the figures speak of
  std::string what;   // "Assets scanned in the last 30 days"
  std::string count;  // "203 of 214"
  State state = State::unknown;
  std::string note;
};

struct UsageRow {
  std::string what;  // "Seats"
  std::int64_t used = 0;
  std::optional<std::int64_t> limit;  // empty: unlimited
  std::string note;                   // forecast, say
};

struct Recommendation {
  std::string title;
  std::string reason;
  std::string owner;
  std::string due;
};

struct Definition {
  std::string term;
  std::string meaning;
};

struct DataAge {
  std::string source;   // "Vulnerability scans (OpenVAS)"
  std::string updated;  // "2025-09-30 22:10"; empty: never
  std::string age;      // "2 h"
  State state = State::unknown;
};

struct Executive {
  std::string title = "Monthly Executive Report";
  Organisation organisation;
  Scope scope;
  Authorship authorship;

  std::vector<Kpi> kpis;  // most important first; four to six look best
  std::vector<std::string> what_happened;
  std::vector<std::string> what_we_did;
  std::vector<std::string> what_you_decide;

  std::optional<SeverityCounts> findings;  // open ones at the period's end; empty: never scanned
  std::optional<Trend> trend;
  std::vector<TicketMonth> tickets;  // oldest first
  std::vector<BaselineRow> baseline;
  std::vector<SlaRow> sla;
  std::vector<UptimeRow> uptime;
  std::vector<Risk> top_risks;
  std::vector<CoverageRow> coverage;
  std::vector<UsageRow> usage;
  std::vector<Recommendation> recommendations;
  std::vector<Definition> definitions;
  std::vector<DataAge> data_age;
};

// A period [from, to) in words, as its zone counts days: "1–30 September 2025", "15 September – 14 October 2025",
// "1 December 2024 – 31 January 2025", "30 September 2025".
std::string period_text(const Period& period, const Zone& zone);

}  // namespace mssp::report
