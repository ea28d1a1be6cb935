#include "workload/load.hpp"

#include <algorithm>

namespace mssp::workload {
namespace {

constexpr std::int64_t most = 1'000'000 * staff::hour;

// Weights may be set to a week each: the product is cut before it could leave 64 bits.
std::int64_t times(std::int64_t count, std::int64_t weight) {
  return weight != 0 && count > most / weight ? most : count * weight;
}

}  // namespace

std::int64_t load(const Measured& measured, const config::Workload& weights) {
  std::int64_t sum = weights.tier_weight(measured.tier) + times(measured.seats, weights.seat) +
                     times(measured.assets, weights.asset) + times(measured.critical_findings, weights.critical_finding) +
                     times(measured.ticket_days, weights.ticket_day);
  for (std::size_t i = 0; i < measured.tickets.size(); ++i) sum += times(measured.tickets[i], weights.ticket[i]);
  return std::min(sum, most);
}

std::int64_t share(std::int64_t load, staff::Role role, const config::Workload& weights) {
  constexpr std::int64_t whole = 1'000;
  return load * (role == staff::Role::primary ? weights.primary_share : weights.secondary_share) / whole;
}

}  // namespace mssp::workload
