#include "report/span.hpp"

#include <fmt/core.h>

#include "base/parse.hpp"

namespace mssp::report {

std::string Span::name() const {
  return months == 1 ? text(first) : fmt::format("{}-Q{}", text(first).substr(0, 4), (first.month + 2) / 3);
}

std::string Span::label() const {
  return months == 1 ? long_text(first) : fmt::format("Q{} {}", (first.month + 2) / 3, first.year);
}

Span span_with(Month month, int months) {
  if (months == 1) return {month, 1};
  return {{month.year, (month.month - 1) / 3 * 3 + 1}, 3};
}

std::optional<Span> parse_span(std::string_view name) {
  if (const auto month = parse_month(name)) return Span{*month, 1};
  if (name.size() != 7 || name.substr(4, 2) != "-Q" || name[6] < '1' || name[6] > '4') return std::nullopt;
  const auto first = parse_month(std::string(name.substr(0, 5)) + "01");
  if (!first) return std::nullopt;
  return Span{plus_months(*first, (name[6] - '1') * 3), 3};
}

}  // namespace mssp::report
