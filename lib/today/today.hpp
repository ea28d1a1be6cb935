// What a morning asks for: one line for each thing, with whose it is, by when, and the command that deals with it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "render/value.hpp"

namespace mssp::today {

enum class Weight { at_risk, failed };  // it will go wrong; it did
std::string_view name(Weight weight);   // "at_risk", "failed"

struct Item {
  std::string section;  // sla, scans, reports, monitors, mail, acceptances, contracts, devices, coverage, feeds
  Weight weight = Weight::at_risk;
  std::string tenant;   // slug; empty: the house
  std::string what;
  std::string owner;    // handle or name; empty: nobody
  std::optional<Instant> due_at;
  std::string command;  // with "synos-mssp" in front
};

// How far ahead is looked.
inline constexpr Seconds open_ahead{4 * 3600};          // of each ticket's calendar
inline constexpr Seconds acceptance_ahead{14 * 86'400};
inline constexpr Seconds contract_ahead{60 * 86'400};
inline constexpr Seconds retry_ahead{12 * 3600};        // the end of a device's 72 hours
// How old something may be.
inline constexpr Seconds oldest_feed{7 * 86'400};
inline constexpr Seconds mail_patience{3600};           // queued and not tried: nobody sends
inline constexpr Seconds mail_memory{7 * 86'400};       // what failed for good is told of for so long

// What failed first, then by time, section and tenant; what has no time last.
void sort(std::vector<Item>& items);

// 0 for none, 10 when the worst is at risk, 11 when something failed.
int exit_status(const std::vector<Item>& items);

}  // namespace mssp::today
