// Strict YAML: a tree with positions in which nothing is guessed. The only user of yaml-cpp, by its event interface,
// because its own tree keeps the first of two equal keys, drops second documents and expands aliases.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/problems.hpp"

namespace mssp::config {

struct Node {
  enum class Kind { null, scalar, sequence, mapping };

  Kind kind = Kind::null;
  Place place;
  std::string text;            // of a scalar, as written: nothing is converted
  bool quoted = false;         // 'x', "x" or a block scalar
  std::string key;             // when the node stands in a mapping
  Place key_place;
  std::vector<Node> children;  // of a sequence or mapping, in file order
};

inline constexpr std::size_t largest_file = 4U << 20;  // bytes
inline constexpr std::size_t most_values = 250000;     // a tree costs some 150 bytes for each
inline constexpr std::size_t deepest = 32;             // levels of sequences and mappings

// The one document of `text`; a null node when there is none. Anchors, aliases, tags and duplicate keys are added to
// `problems` and reading goes on (the first of two equal keys stays). Empty, with the reason in `problems`, when the
// text is too large, too deep, not UTF-8, holds a control character or a second document, or is not YAML.
std::optional<Node> parse_yaml(std::string_view text, Problems& problems);

}  // namespace mssp::config
