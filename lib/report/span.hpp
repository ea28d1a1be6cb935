// The months a report tells of: one, or the three of a quarter, as its tenant's zone counts days.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace mssp::report {

struct Span {
  Month first;
  int months = 1;  // 1 or 3

  Month last() const { return plus_months(first, months - 1); }
  Period period(const Zone& zone) const { return {period_of(first, zone).from, period_of(last(), zone).to}; }
  Span before() const { return {plus_months(first, -months), months}; }
  std::string name() const;   // "2025-09", "2025-Q3": of files and revisions
  std::string label() const;  // "September 2025", "Q3 2025"

  friend bool operator==(const Span&, const Span&) = default;
};

// The span of so many months that holds a month; quarters begin in January, April, July and October.
Span span_with(Month month, int months);

// Whether a name of a period is one of name(); used for what the store holds.
std::optional<Span> parse_span(std::string_view name);

}  // namespace mssp::report
