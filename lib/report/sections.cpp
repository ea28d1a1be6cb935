#include "report/sections.hpp"

#include <fmt/core.h>

#include "base/text.hpp"

namespace mssp::report {

Section section(std::string id, std::string title, std::vector<Block> blocks) {
  return {std::move(id), std::move(title), std::move(blocks)};
}

Block table_or(Table table, const std::string& sentence) {
  if (table.rows.empty()) return Paragraph{sentence};
  return table;
}

Cell known(const std::string& text, const std::string& otherwise) { return {trim(text).empty() ? otherwise : text}; }

Cell judged(Tone tone, const std::string& text, const std::string& otherwise) {
  if (trim(text).empty()) return {otherwise, Tone::unknown};
  return {text, tone};
}

Cell count_cell(std::int64_t count) { return {std::to_string(count)}; }

Cell alarm_cell(std::int64_t count) { return {.text = std::to_string(count), .alarm = count > 0}; }

Cell severity_cell(Severity severity) { return {std::string(word(tone(severity))), tone(severity)}; }

std::string date_text(Instant at, const Zone& zone) { return text(date_of(zone.civil(at))); }

std::string phrase(std::int64_t count, const std::string& one, const std::string& many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::string uptime_text(Percent percent) {
  return fmt::format("{}.{:02} %", percent.thousandths / 1000, percent.thousandths % 1000 / 10);
}

std::string percent_goal(Percent percent) { return text(percent) + " %"; }

std::string short_month(Month month) { return long_text(month).substr(0, 3); }

std::string short_day(const baseline::Day& day) {
  const auto date = parse_date(day.day).value();
  return fmt::format("{} {}", unsigned{date.day()}, short_month({int{date.year()}, static_cast<int>(unsigned{date.month()})}));
}

}  // namespace mssp::report
