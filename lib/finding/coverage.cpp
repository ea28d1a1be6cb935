#include "finding/coverage.hpp"

namespace mssp::finding {

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

Doubt doubt_in(const Extent& extent, bool accept_coverage) {
  if (!extent.complete) return Doubt::truncated;
  if (accept_coverage) return Doubt::none;
  if (extent.assets == 0) return Doubt::empty;
  if (extent.last && extent.assets * 100 < *extent.last * 80) return Doubt::shrunken;
  return Doubt::none;
}

}  // namespace mssp::finding
