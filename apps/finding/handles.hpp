// The list of findings that commands take from a file or a pipe.
#pragma once

#include <string>
#include <vector>

#include "context.hpp"

namespace mssp::finding {

// One handle a line, as 'finding list -q' prints them; blank lines do not count, nor does a second mention. Errors as
// Context::input has them, and Error{invalid_input} for a line that is no handle.
std::vector<std::string> listed_handles(Context& context, const std::string& file);

}  // namespace mssp::finding
