#include "today/today.hpp"

#include <algorithm>
#include <tuple>

namespace mssp::today {

std::string_view name(Weight weight) { return weight == Weight::failed ? "failed" : "at_risk"; }

void sort(std::vector<Item>& items) {
  const auto rank = [](const Item& item) {
    return std::tuple(item.weight != Weight::failed, !item.due_at.has_value(), item.due_at.value_or(Instant{}), std::string_view(item.section),
                      std::string_view(item.tenant), std::string_view(item.what));
  };
  std::stable_sort(items.begin(), items.end(), [&](const Item& one, const Item& other) { return rank(one) < rank(other); });
}

int exit_status(const std::vector<Item>& items) {
  constexpr int at_risk_status = 10;
  constexpr int failed_status = 11;
  if (items.empty()) return 0;
  const bool failed = std::any_of(items.begin(), items.end(), [](const Item& item) { return item.weight == Weight::failed; });
  return failed ? failed_status : at_risk_status;
}

}  // namespace mssp::today
