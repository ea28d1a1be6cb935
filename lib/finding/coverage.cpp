#include "finding/coverage.hpp"

#include <algorithm>

namespace mssp::finding {

bool covers(const Coverage& coverage, const Identity& identity) {
  if (scanner_of(identity.source) != coverage.scanner) return false;
  const auto asset = coverage.assets.find(identity.asset);
  if (asset == coverage.assets.end()) return false;
  const bool source_ran = coverage.sources.contains(identity.source);
  if (!identity.port) return source_ran;

  const auto spans = coverage.ports.find(identity.protocol);
  if (spans == coverage.ports.end()) return false;
  const bool in_range = std::any_of(spans->second.begin(), spans->second.end(), [&](const PortSpan& span) {
    return span.first <= *identity.port && *identity.port <= span.last;
  });
  const std::pair port{identity.protocol, *identity.port};
  const AssetCoverage& known = asset->second;
  if (!in_range || known.uncertain.contains(port)) return false;
  if (known.listed_only.contains(identity.protocol) && !known.decided.contains(port)) return false;
  return source_ran || !known.open.contains(port);
}

std::string_view text(Doubt doubt) {
  switch (doubt) {
    case Doubt::none:
      return "";
    case Doubt::truncated:
      return "the scan did not reach its end";
    case Doubt::empty:
      return "the scan saw no host";
    case Doubt::shrunken:
      return "the scan saw fewer than 80 % of the hosts of the last one";
  }
  return "";
}

Doubt doubt_in(const Coverage& coverage, std::optional<std::size_t> last_up, bool accept_coverage) {
  if (!coverage.complete) return Doubt::truncated;
  if (accept_coverage) return Doubt::none;
  if (coverage.assets.empty()) return Doubt::empty;
  if (last_up && coverage.assets.size() * 100 < *last_up * 80) return Doubt::shrunken;
  return Doubt::none;
}

}  // namespace mssp::finding
