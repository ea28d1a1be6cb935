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

std::vector<LoadLine> load_lines(const Measured& measured, const config::Workload& weights) {
  const auto line = [](std::string what, std::int64_t count, std::int64_t each) {
    return LoadLine{std::move(what), count, each, times(count, each)};
  };
  std::vector<LoadLine> lines{line("tier " + measured.tier, 1, weights.tier_weight(measured.tier)),
                              line("seats", measured.seats, weights.seat), line("assets", measured.assets, weights.asset)};
  for (std::size_t i = 0; i < measured.tickets.size(); ++i) {
    lines.push_back(line("open tickets P" + std::to_string(i + 1), measured.tickets[i], weights.ticket[i]));
  }
  lines.push_back(line("days of open tickets", measured.ticket_days, weights.ticket_day));
  lines.push_back(line("open critical findings", measured.critical_findings, weights.critical_finding));
  return lines;
}

std::int64_t load(const Measured& measured, const config::Workload& weights) {
  std::int64_t sum = 0;
  for (const LoadLine& line : load_lines(measured, weights)) sum += line.load;
  return std::min(sum, most);
}

std::int64_t share(std::int64_t load, staff::Role role, const config::Workload& weights) {
  constexpr std::int64_t whole = 1'000;
  return load * (role == staff::Role::primary ? weights.primary_share : weights.secondary_share) / whole;
}

}  // namespace mssp::workload
