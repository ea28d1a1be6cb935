// The health of a device in the seven areas of the baseline, from what was observed of it and how long ago.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/patch_policy.hpp"
#include "device/device_store.hpp"
#include "patch/patch.hpp"

namespace mssp::baseline {

enum class Health { healthy, warn, fail, unknown };
std::string_view name(Health health);

// What lynis found on the machine: its rules begin with the part of the system that they are about (FIRE-4590).
struct Weakness {
  std::string rule;
  std::string title;
  Instant seen_at;
};

struct Note {
  config::Area area = config::Area::updates;
  std::string text;
  std::string author;
  Instant noted_at;
};

struct AreaHealth {
  config::Area area = config::Area::updates;
  Health health = Health::unknown;
  std::string evidence;  // in words; of an unknown one why nothing is known
  std::string source;    // of the evidence, several separated by commas
  std::optional<Instant> at;  // of its oldest part
  std::optional<Note> note = {};
};

struct Observed {
  std::vector<device::KeptFact> facts;   // of one device, the newest of a name and item first
  std::vector<patch::Patch> patches;
  std::vector<Weakness> weaknesses;
  std::vector<Note> notes;
};

using Sheet = std::array<AreaHealth, config::areas.size()>;

// Facts older than the area's limit say nothing. Nothing is taken for healthy because it is not told.
Sheet examine(const Observed& observed, const config::Baseline& limits, Instant now);

// fail before warn before unknown: only what is healthy in every area is healthy.
Health overall(const Sheet& sheet);

}  // namespace mssp::baseline
