// The figures of a tenant and a month from which reports are made: counted, not yet worded.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "config/settings.hpp"
#include "config/tiers.hpp"
#include "report/model.hpp"
#include "sla/from_config.hpp"
#include "tenant/tenant_store.hpp"
#include "ticket/standing.hpp"

namespace mssp::report {

struct OpenFinding {
  Severity severity = Severity::info;
  std::string title;
  std::string asset;
  std::optional<Instant> due_at;
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
};

struct Figures {
  tenant::Tenant tenant;
  config::Organization organization;
  std::optional<config::Tier> tier;  // empty when tiers.yml no longer has it
  Zone zone = Zone::utc();
  Month month;
  Period period;
  Instant as_of;  // the end of the period, or now within it
  std::string primary_analyst;
  bool ever_scanned = false;
  bool scanned_before = false;  // before the period: only then is there something to compare with
  Findings findings;
  Findings findings_before;  // of the month before
  std::vector<OpenFinding> worst;  // most urgent first, at most ten
  Scans scans;
  ticket::Standing standing;
  std::vector<MonthFigures> months;  // twelve, oldest first; the last is the period's
  tenant::Usage usage;
};

// What the figures are drawn from besides the store.
struct Sources {
  config::Organization organization;
  std::vector<config::Tier> tiers;
  sla::Calendars calendars;
};

// Error{usage} when the month has not begun. A constant number of statements.
Figures figures(db::Connection& store, const tenant::Tenant& tenant, Month month, const Sources& sources, Instant now);

}  // namespace mssp::report
