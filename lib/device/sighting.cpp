#include "device/sighting.hpp"

#include <algorithm>
#include <utility>

namespace mssp::device {

void add_signal(Sighting& sighting, Kind kind, std::string_view text) {
  auto read = signal(kind, text);
  if (!read) return;
  auto& all = sighting.signals;
  if (std::find(all.begin(), all.end(), *read) == all.end()) all.push_back(std::move(*read));
}

}  // namespace mssp::device
