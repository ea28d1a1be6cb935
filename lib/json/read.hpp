// Reads JSON (RFC 8259) strictly into render::Value. The only user of nlohmann-json in the library.
#pragma once

#include <string>
#include <string_view>

#include "render/value.hpp"

namespace mssp::json {

// Error{invalid_input} "WHERE: ..." for anything that is not one JSON text, for duplicate keys, for numbers that are
// not whole or do not fit 64 bits, and for more than 64 levels. `where` names the file and line.
render::Value read(std::string_view text, const std::string& where);

}  // namespace mssp::json
