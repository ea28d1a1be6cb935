// Files that tell which patches devices lack or have.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "inventory/inventory.hpp"
#include "patch/patch.hpp"

namespace mssp::inventory {

struct PatchTold {
  std::size_t line = 0;
  std::string device;                   // its name or host name; may be empty when signals tell
  std::vector<device::Signal> signals;  // by which it is recognised
  std::optional<patch::Patch> patch;    // empty: the device lacks none
  std::optional<Instant> observed_at;   // empty: as the file is read
};
using PatchSink = std::function<void(PatchTold&&)>;

struct PatchFormat {
  std::string_view name;    // as --source names it
  std::string_view source;  // as patches name where they come from
  bool complete = false;    // all that its device lacks is in it: what the source told before is installed
  bool one_device = false;  // it does not say of which device: --device does
  bool (*matches)(std::string_view start) = nullptr;
  void (*read)(const Input& input, const PatchSink& sink) = nullptr;
};
//   csv, jsonl   device hostname serial agent agent_id patch title severity category status released_at approved_at
//                observed_at; needed are a device, patch and status
//   action1      {"items":[...]} of missing updates, each with endpoint_id or endpoint_name
//   wsus         CSV as PowerShell exports update states: ComputerName, KnowledgebaseArticles, Title, MsrcSeverity,
//                UpdateInstallationState, ApprovalAction, CreationDate
//   osquery      rows of the table 'patches' (installed) of its results log
//   apt          what `apt list --upgradable` prints
const std::vector<PatchFormat>& patch_formats();

// As format() for devices.
const PatchFormat& patch_format(const Input& input, std::string_view name);

}  // namespace mssp::inventory
