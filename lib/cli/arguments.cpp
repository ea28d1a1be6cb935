#include "cli/arguments.hpp"

#include <fmt/core.h>

#include "base/error.hpp"
#include "base/slug.hpp"
#include "base/text.hpp"

namespace mssp::cli {
namespace {

constexpr std::size_t longest_text = 4096;

const std::string& checked(std::string_view option, const std::string& given) {
  if (trim(given).empty()) throw Error(Code::usage, fmt::format("--{} must not be empty", option));
  if (!valid_utf8(given)) refuse(option, "UTF-8 text", given);
  if (has_control(given)) refuse(option, "text without control characters", given);
  if (given.size() > longest_text) {
    throw Error(Code::usage, fmt::format("--{} must not be longer than {} bytes", option, longest_text));
  }
  return given;
}

// Converts the text of an option when it was given, or refuses it.
template <class T, class Convert>
std::optional<T> converted(const std::optional<std::string>& given, std::string_view option, std::string_view expected,
                           Convert&& convert) {
  if (!given) return std::nullopt;
  std::optional<T> value = convert(*given);
  if (!value) refuse(option, expected, *given);
  return value;
}

}  // namespace

void refuse(std::string_view option, std::string_view expected, std::string_view given, std::string hint) {
  const std::string shown = printable(given.size() > 80 ? given.substr(0, 80) : given);
  throw Error(Code::usage, fmt::format("--{} must be {}, not '{}'", option, expected, shown), std::move(hint));
}

bool Arguments::has(std::string_view option) const { return values_.find(option) != values_.end(); }

std::string Arguments::text(std::string_view option) const {
  auto value = optional_text(option);
  if (!value) throw Error(Code::usage, fmt::format("--{} is required", option));
  return std::move(*value);
}

std::optional<std::string> Arguments::optional_text(std::string_view option) const {
  const auto found = values_.find(option);
  if (found == values_.end()) return std::nullopt;
  return checked(option, found->second.front());
}

std::vector<std::string> Arguments::whole_texts(std::string_view option) const {
  const auto found = values_.find(option);
  if (found == values_.end()) return {};
  for (const std::string& given : found->second) checked(option, given);
  return found->second;
}

std::vector<std::string> Arguments::texts(std::string_view option) const {
  std::vector<std::string> all;
  const auto found = values_.find(option);
  if (found == values_.end()) return all;
  for (const std::string& given : found->second) {
    for (const std::string_view part : split(checked(option, given), ',')) {
      if (trim(part).empty()) refuse(option, "a list without empty items", given);
      all.emplace_back(trim(part));
    }
  }
  return all;
}

std::optional<std::int64_t> Arguments::integer(std::string_view option, std::int64_t smallest,
                                               std::int64_t largest) const {
  const std::string expected = fmt::format("a whole number from {} to {}", smallest, largest);
  return converted<std::int64_t>(optional_text(option), option, expected, [&](const std::string& given) {
    auto value = parse_integer(given);
    if (value && (*value < smallest || *value > largest)) value.reset();
    return value;
  });
}

std::optional<Percent> Arguments::percent(std::string_view option) const {
  return converted<Percent>(optional_text(option), option, "a percentage from 0% to 100% such as 99.9%",
                            [](const std::string& given) { return parse_percent(given); });
}

std::optional<Seconds> Arguments::duration(std::string_view option) const {
  return converted<Seconds>(optional_text(option), option, "a duration such as 15m, 2h or 1h30m",
                            [](const std::string& given) {
                              auto value = parse_duration(given);
                              if (value && value->count() == 0) value.reset();
                              return value;
                            });
}

std::optional<Month> Arguments::month(std::string_view option) const {
  return converted<Month>(optional_text(option), option, "a month such as 2025-09",
                          [](const std::string& given) { return parse_month(given); });
}

std::optional<TimeOfDay> Arguments::time_of_day(std::string_view option) const {
  return converted<TimeOfDay>(optional_text(option), option, "a time of day from 00:00 to 23:59",
                              [](const std::string& given) { return parse_time_of_day(given); });
}

std::optional<std::string> Arguments::email(std::string_view option) const {
  return converted<std::string>(optional_text(option), option, "an e-mail address such as user@example.com",
                                [](const std::string& given) { return parse_email(given); });
}

std::optional<std::string> Arguments::slug(std::string_view option) const {
  return converted<std::string>(optional_text(option), option,
                                "a slug of lower-case letters, digits and single hyphens such as acme-corp",
                                [](const std::string& given) {
                                  return is_slug(given) ? std::optional(given) : std::nullopt;
                                });
}

std::optional<std::string> Arguments::handle(std::string_view option) const {
  return converted<std::string>(optional_text(option), option,
                                "a handle of lower-case letters, digits, '.', '_' and '-' such as john.doe",
                                [](const std::string& given) {
                                  return is_handle(given) ? std::optional(given) : std::nullopt;
                                });
}

std::optional<Zone> Arguments::zone(std::string_view option) const {
  return converted<Zone>(optional_text(option), option, "a time zone such as Europe/Berlin",
                         [](const std::string& given) { return Zone::named(given); });
}

std::optional<Instant> Arguments::instant(std::string_view option, const Zone& zone) const {
  return converted<Instant>(optional_text(option), option, "a time such as 2025-09-30T10:00:00Z or '2025-09-30 10:00'",
                            [&](const std::string& given) { return parse_instant(given, zone); });
}

std::optional<std::string> Arguments::choice(std::string_view option, const std::vector<std::string>& choices) const {
  const auto given = optional_text(option);
  if (!given) return std::nullopt;
  for (const std::string& choice : choices) {
    if (*given == choice) return choice;
  }
  refuse(option, "one of " + join(choices, ", "), *given, did_you_mean(*given, choices));
}

}  // namespace mssp::cli
