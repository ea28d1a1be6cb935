#include "sla/fingerprint.hpp"

#include "base/parse.hpp"
#include "base/sha256.hpp"

namespace mssp::sla {
namespace {

constexpr std::size_t digits = 32;

std::string written(const std::vector<Window>& windows) {
  std::string out;
  for (const Window& window : windows) {
    out += std::to_string(window.start_minute) + "-" + std::to_string(window.end_minute) + ",";
  }
  return out;
}

}  // namespace

std::string fingerprint(const CalendarRules& rules) {
  std::string all = rules.zone.name() + "\n";
  for (const auto& windows : rules.hours) all += written(windows) + "\n";
  for (const Holiday& holiday : rules.holidays) {
    all += text(holiday.from) + "/" + text(holiday.to) + (holiday.yearly ? "/yearly\n" : "\n");
  }
  for (const SpecialDay& day : rules.special_days) all += text(day.date) + "=" + written(day.windows) + "\n";
  return sha256_hex(all).substr(0, digits);
}

}  // namespace mssp::sla
