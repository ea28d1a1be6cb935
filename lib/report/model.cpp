#include "report/model.hpp"

#include <fmt/core.h>

namespace mssp::report {

std::string_view word(State state) {
  switch (state) {
    case State::good:
      return "OK";
    case State::warn:
      return "Attention";
    case State::bad:
      return "Action needed";
    case State::unknown:
      break;
  }
  return "No data";
}

std::string_view word(Severity severity) {
  switch (severity) {
    case Severity::critical:
      return "Critical";
    case Severity::high:
      return "High";
    case Severity::medium:
      return "Medium";
    case Severity::low:
      return "Low";
    case Severity::info:
      break;
  }
  return "Info";
}

std::int64_t& SeverityCounts::of(Severity severity) {
  switch (severity) {
    case Severity::critical:
      return critical;
    case Severity::high:
      return high;
    case Severity::medium:
      return medium;
    case Severity::low:
      return low;
    case Severity::info:
      break;
  }
  return info;
}

std::string period_text(const Period& period, const Zone& zone) {
  const Civil first = zone.civil(period.from);
  const Civil last = zone.civil(period.to - Seconds{1});
  const Month first_month{first.year, first.month};
  const Month last_month{last.year, last.month};
  const std::string end = fmt::format("{} {}", last.day, long_text(last_month));
  if (first_month == last_month) return first.day == last.day ? end : fmt::format("{}–{}", first.day, end);
  std::string begin = long_text(first_month);
  if (first.year == last.year) begin.erase(begin.rfind(' '));
  return fmt::format("{} {} – {}", first.day, begin, end);
}

}  // namespace mssp::report
