#include "device/intake.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace mssp::device {
namespace {

bool says_something(const std::vector<Signal>& signals) {
  return std::any_of(signals.begin(), signals.end(), [](const Signal& signal) { return weakness(signal).empty(); });
}

bool same_record(const Record& a, const Record& b) {
  return a.signals == b.signals && same(a.details, b.details) && a.seen_at == b.seen_at && a.facts == b.facts;
}

std::size_t digest(const Sighting& sighting) {
  std::string whole;
  for (const auto* facts : {&sighting.facts, &sighting.removed}) {
    for (const Fact& fact : *facts) whole += fact.name + '\n' + fact.item + '\n' + fact.value + '\n';
    whole += '\n';
  }
  return std::hash<std::string>{}(whole);
}

}  // namespace

void Intake::add(Sighting&& sighting) {
  if (!sighting.key.empty()) {
    const auto [place, inserted] = by_key_.try_emplace(sighting.key, records_.size());
    if (!inserted) {
      Record& known = records_[place->second];
      record_of_.push_back(place->second);
      for (Signal& signal : sighting.signals) {
        if (std::find(known.signals.begin(), known.signals.end(), signal) == known.signals.end()) known.signals.push_back(std::move(signal));
      }
      known.details = merged(known.details, sighting.details);
      known.seen_at = std::max(known.seen_at, sighting.seen_at);
      return;
    }
  }
  if (!says_something(sighting.signals)) {
    throw Error(Code::invalid_input, fmt::format("{}:{}: nothing to recognise a device by", file_, sighting.line),
                "a serial, an agent's number, a UUID, a MAC or a host name that is its own");
  }
  if (records_.size() == most_records) {
    throw Error(Code::invalid_input, fmt::format("{}:{}: more than {} devices", file_, sighting.line, most_records), "import it in parts");
  }
  record_of_.push_back(records_.size());
  const std::size_t facts = digest(sighting);
  records_.push_back({sighting.line, std::move(sighting.signals), std::move(sighting.details), sighting.seen_at, facts});
}

std::vector<Resolved> Intake::resolve(const std::unordered_map<std::int64_t, Device>& devices, Register known,
                                      const std::map<std::size_t, Answer>& answers) const {
  std::unordered_map<std::string, std::int64_t> by_name;
  for (const auto& [id, device] : devices) by_name.emplace(device.name, id);
  std::unordered_map<std::int64_t, std::size_t> told;  // by which record
  std::vector<Resolved> all;
  for (std::size_t i = 0; i < records_.size(); ++i) {
    const Record& record = records_[i];
    Decision decision = known.decide(record.signals);
    Resolved resolved{.candidates = std::move(decision.candidates)};
    const auto answer = answers.find(record.line);
    if (decision.verdict == Verdict::unsure && answer == answers.end()) {
      resolved.fate = Resolved::Fate::unsure;
    } else if (decision.verdict == Verdict::unsure && answer->second.skip) {
      resolved.fate = Resolved::Fate::skipped;
    } else {
      if (decision.verdict == Verdict::known) resolved.device = resolved.candidates.front().device;
      if (decision.verdict == Verdict::unsure && !answer->second.device.empty()) {
        const auto named = by_name.find(answer->second.device);
        if (named == by_name.end()) throw Error(Code::not_found, "no device '" + printable(answer->second.device) + "'");
        resolved.device = named->second;
      }
      if (resolved.device == 0) resolved.device = -static_cast<std::int64_t>(i) - 1;
      resolved.fate = resolved.device == -static_cast<std::int64_t>(i) - 1 ? Resolved::Fate::fresh : Resolved::Fate::known;
      const auto [before, first] = told.try_emplace(resolved.device, i);
      if (!first && !same_record(records_[before->second], record)) {
        throw Error(Code::invalid_input,
                    fmt::format("{}:{}: the device of line {} again, with other details ({})", file_, record.line,
                                records_[before->second].line,
                                resolved.candidates.empty() ? "named so" : text(resolved.candidates.front().score)),
                    "a file tells of each device once; nothing was imported");
      }
      if (!first) {
        resolved.fate = Resolved::Fate::repeated;
        resolved.repeats = before->second;
      } else if (resolved.fate == Resolved::Fate::fresh) {
        known.add(resolved.device, record.signals);
        by_name.emplace("line " + std::to_string(record.line), resolved.device);  // as candidates are shown
      } else if (!devices.at(resolved.device).is_live()) {
        resolved.fate = Resolved::Fate::retired;
      }
    }
    all.push_back(std::move(resolved));
  }
  return all;
}

}  // namespace mssp::device
