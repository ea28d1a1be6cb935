#include "reader/shape.hpp"

#include <algorithm>

namespace mssp::reader {
namespace {

constexpr std::string_view blanks = " \t\r\n";

// Skips blanks, comments, processing instructions and a document type; `text` then begins with the first element.
void skip_prolog(std::string_view& text) {
  for (;;) {
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    if (!text.starts_with("<!") && !text.starts_with("<?")) return;
    const std::string_view end = text.starts_with("<!--") ? "-->" : text.starts_with("<?") ? "?>" : ">";
    const bool subset = end == ">" && text.find('[') < text.find('>');  // declarations, each with a '>' of its own
    const std::size_t at = text.find(end, subset ? text.find(']') : 0);
    if (at == std::string_view::npos) return;
    text.remove_prefix(at + end.size());
  }
}

}  // namespace

std::string root_element(std::string_view start) {
  skip_prolog(start);
  if (!start.starts_with('<') || start.size() < 2 || start[1] == '!' || start[1] == '?') return {};
  std::string_view name = start.substr(1, start.find_first_of(" \t\r\n/>", 1) - 1);
  if (const std::size_t prefix = name.find(':'); prefix != std::string_view::npos) name.remove_prefix(prefix + 1);
  return std::string(name);
}

char json_start(std::string_view start) {
  const std::size_t at = start.find_first_not_of(blanks);
  if (at == std::string_view::npos || (start[at] != '{' && start[at] != '[')) return 0;
  return start[at];
}

bool has_key(std::string_view start, std::string_view key) {
  const std::string quoted = '"' + std::string(key) + '"';
  for (std::size_t at = start.find(quoted); at != std::string_view::npos; at = start.find(quoted, at + 1)) {
    const std::size_t after = start.find_first_not_of(blanks, at + quoted.size());
    if (after != std::string_view::npos && start[after] == ':') return true;
  }
  return false;
}

}  // namespace mssp::reader
