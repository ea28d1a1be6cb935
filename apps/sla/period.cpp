#include "sla/period.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

namespace mssp::sla {
namespace {

constexpr int months_of_quarter = 3;

std::optional<Months> parse_quarter(std::string_view text) {
  constexpr std::size_t width = 7;  // 2025-Q3
  if (text.size() != width || text[5] != 'Q' || text[6] < '1' || text[6] > '4') return std::nullopt;
  const auto january = parse_month(std::string(text.substr(0, 5)) + "01");
  if (!january) return std::nullopt;
  return Months{plus_months(*january, (text[6] - '1') * months_of_quarter), months_of_quarter};
}

}  // namespace

std::optional<Months> months(const cli::Arguments& arguments) {
  const auto month = arguments.month("month");
  const auto quarter = arguments.optional_text("quarter");
  if (month && quarter) throw Error(Code::usage, "give either --month or --quarter");
  if (month) return Months{*month, 1};
  if (!quarter) return std::nullopt;
  const auto found = parse_quarter(*quarter);
  if (!found) cli::refuse("quarter", "a quarter such as 2025-Q3", *quarter);
  return found;
}

NamedPeriod period_for(const std::optional<Months>& months, const Zone& zone, Instant as_of) {
  const Months wanted = months.value_or(Months{month_of(as_of, zone), 1});
  const bool quarter = wanted.count == months_of_quarter;
  const Period period{period_of(wanted.first, zone).from, period_of(plus_months(wanted.first, wanted.count - 1), zone).to};
  const std::string name = quarter ? std::to_string(wanted.first.year) + "-Q" +
                                         std::to_string(1 + (wanted.first.month - 1) / months_of_quarter)
                                   : text(wanted.first);
  if (period.from > as_of) {
    throw Error(Code::usage, (quarter ? "quarter " : "month ") + name + " has not begun at " + rfc3339(as_of));
  }
  return {period, quarter ? name : long_text(wanted.first)};
}

std::vector<cli::Option> period_options() {
  return {{.name = "month", .value = "MONTH", .help = "a month such as 2025-09; default is the current one"},
          {.name = "quarter", .value = "QUARTER", .help = "a quarter such as 2025-Q3"}};
}

}  // namespace mssp::sla
