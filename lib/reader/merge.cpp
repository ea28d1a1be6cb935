#include "reader/merge.hpp"

#include <utility>

#include "reader/rating.hpp"

namespace mssp::reader {

void Merge::add(finding::Draft draft) {
  if (held_ && held_->identity == draft.identity) {
    if (draft.cvss > held_->cvss) std::swap(*held_, draft);
    for (const std::string& cve : draft.cves) add_cves(*held_, cve);
    return;
  }
  end();
  held_ = std::move(draft);
}

void Merge::end() {
  if (held_) sink_.draft(*std::exchange(held_, std::nullopt));
}

}  // namespace mssp::reader
