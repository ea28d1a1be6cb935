// What the first bytes of a file tell of its form, without reading it in earnest.
#pragma once

#include <string>
#include <string_view>

namespace mssp::reader {

// The name of the first element of an XML document, without a prefix; empty when the text is none.
std::string root_element(std::string_view start);

// The first character of a JSON document, '{' or '['; 0 when the text begins otherwise.
char json_start(std::string_view start);

// Whether "KEY": stands among the first bytes of a JSON document, at whatever depth.
bool has_key(std::string_view start, std::string_view key);

}  // namespace mssp::reader
