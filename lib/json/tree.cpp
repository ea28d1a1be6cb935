#include "json/tree.hpp"

#include <algorithm>

namespace mssp::json {

const Tree& Tree::operator[](std::string_view key) const {
  static const Tree nothing;
  const auto found = std::find(keys_.begin(), keys_.end(), key);
  if (kind_ != Kind::object || found == keys_.end()) return nothing;
  return items_.at(static_cast<std::size_t>(found - keys_.begin()));
}

bool Tree::has(std::string_view key) const {
  return std::find(keys_.begin(), keys_.end(), key) != keys_.end();
}

}  // namespace mssp::json
