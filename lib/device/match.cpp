#include "device/match.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace mssp::device {
namespace {

struct Weight {
  Kind kind;
  int agrees;
  int differs;
};
constexpr std::array<Weight, 5> weights{
    {{Kind::agent, 100, -20}, {Kind::serial, 80, -60}, {Kind::uuid, 70, -40}, {Kind::mac, 60, -10}, {Kind::hostname, 30, -20}}};
constexpr int only_hostname = 60;
constexpr std::size_t most_of_a_name = 20;

std::string_view source_of(const std::string& agent) { return std::string_view(agent).substr(0, agent.find(':')); }

// Numbers of different consoles say nothing about each other.
bool comparable(const Signal& a, const Signal& b) {
  return a.kind == b.kind && (a.kind != Kind::agent || source_of(a.value) == source_of(b.value));
}

}  // namespace

std::string text(const Score& score) {
  std::vector<std::string> parts;
  for (const Reason& reason : score.reasons) {
    parts.push_back(fmt::format("{} '{}' {} {:+}", name(reason.kind), printable(reason.value), reason.agrees ? "agrees" : "differs",
                                reason.points));
  }
  return join(parts, ", ");
}

int worth(Kind kind) { return weights.at(static_cast<std::size_t>(kind)).agrees; }

Score score(const std::vector<Signal>& record, const std::vector<Signal>& device) {
  Score result;
  bool others = false;
  for (const Weight& weight : weights) {
    const Signal* compared = nullptr;
    bool agrees = false;
    for (const Signal& told : record) {
      if (told.kind != weight.kind) continue;
      for (const Signal& known : device) {
        if (agrees || !comparable(told, known)) continue;
        agrees = told == known;
        if (compared == nullptr || agrees) compared = &told;
      }
    }
    if (compared == nullptr) continue;
    int points = agrees ? weight.agrees : weight.differs;
    if (weight.kind == Kind::hostname && agrees && !others) points = only_hostname;
    others = true;
    result.points += points;
    result.reasons.push_back({weight.kind, compared->value, agrees, points});
  }
  result.points = std::clamp(result.points, 0, 100);
  return result;
}

void Register::add(std::int64_t device, const std::vector<Signal>& signals) {
  auto& known = devices_[device];
  for (const Signal& signal : signals) {
    if (!weakness(signal).empty()) continue;
    if (!holders_[signal].insert(device).second) continue;
    known.push_back(signal);
  }
}

bool Register::is_shared(const Signal& signal) const {
  if (signal.kind != Kind::mac && signal.kind != Kind::hostname) return false;
  const auto found = holders_.find(signal);
  return found != holders_.end() && found->second.size() > (signal.kind == Kind::mac ? 1 : most_of_a_name);
}

std::vector<Signal> Register::counting(const std::vector<Signal>& signals) const {
  std::vector<Signal> kept;
  for (const Signal& signal : signals) {
    if (weakness(signal).empty() && !is_shared(signal)) kept.push_back(signal);
  }
  return kept;
}

Decision Register::decide(const std::vector<Signal>& record) const {
  const std::vector<Signal> told = counting(record);
  std::set<std::int64_t> possible;
  for (const Signal& signal : told) {
    const auto found = holders_.find(signal);
    if (found != holders_.end()) possible.insert(found->second.begin(), found->second.end());
  }
  Decision decision;
  for (const std::int64_t device : possible) {
    Score reached = score(told, counting(devices_.at(device)));
    if (reached.points >= unsure_score) decision.candidates.push_back({device, std::move(reached)});
  }
  auto& candidates = decision.candidates;
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return std::pair(-a.score.points, a.device) < std::pair(-b.score.points, b.device);
  });
  if (candidates.empty()) return decision;
  const int best = candidates.front().score.points;
  const bool clear = candidates.size() == 1 || best - candidates[1].score.points >= clear_lead;
  decision.verdict = best >= same_score && clear ? Verdict::known : Verdict::unsure;
  return decision;
}

}  // namespace mssp::device
