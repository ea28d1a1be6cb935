#include "report/model.hpp"

#include <fmt/core.h>

#include <array>

namespace mssp::report {

std::string_view word(Tone tone) {
  constexpr std::array<std::string_view, 9> words{"OK", "Attention", "Action needed", "No data", "Critical", "High", "Medium", "Low", "Info"};
  const auto index = static_cast<std::size_t>(tone);
  return index < words.size() ? words.at(index) : "";
}

Tone tone(finding::Severity severity) {
  switch (severity) {
    case finding::Severity::critical:
      return Tone::critical;
    case finding::Severity::high:
      return Tone::high;
    case finding::Severity::medium:
      return Tone::medium;
    case finding::Severity::low:
      return Tone::low;
    case finding::Severity::info:
      break;
  }
  return Tone::info;
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

std::string percent_text(const std::optional<Percent>& percent) {
  if (!percent) return "n/a";
  return fmt::format("{}.{} %", percent->thousandths / 1000, percent->thousandths % 1000 / 100);
}

std::string scope_line(const Model& model) {
  const Scope& scope = model.scope;
  std::string line = scope.tenant;
  for (const std::string& part : {scope.tier, scope.zone.empty() ? scope.period : fmt::format("{} ({})", scope.period, scope.zone)}) {
    if (!part.empty()) line += (line.empty() ? "" : " · ") + part;
  }
  return line;
}

std::string author_line(const Model& model) {
  const Authorship& author = model.authorship;
  const std::string& by = author.prepared_by.empty() ? model.organisation.name : author.prepared_by;
  std::string line = by.empty() ? "" : "Prepared by " + by + ", ";
  line += author.primary_analyst.empty() ? "no primary analyst assigned" : "primary analyst " + author.primary_analyst;
  if (model.revision > 1) line += fmt::format(" · revision {}", model.revision);
  return line;
}

}  // namespace mssp::report
