// The plain form in which configuration files are nearly always written, read some ten times faster than yaml-cpp
// does: an installation may have hundreds of calendars, and every command that counts open time reads them.
#pragma once

#include <optional>
#include <string_view>

#include "config/yaml.hpp"

namespace mssp::config {

// The tree that parse_yaml would give for a text of valid characters without byte order mark; nothing when the text
// holds anything but block mappings and sequences, flow ones on one line, plain words and quoted texts without escapes.
// Whatever is a mistake or is doubtful is left to yaml-cpp.
std::optional<Node> parse_plain_yaml(std::string_view text);

// The same by yaml-cpp alone, whatever the form: what the plain reader is compared with. As parse_yaml, for a text of
// valid characters.
std::optional<Node> parse_any_yaml(std::string_view text, Problems& problems);

}  // namespace mssp::config
