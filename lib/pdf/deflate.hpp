// Compression as the filter FlateDecode undoes it (ISO 32000-1, 7.4.4).
#pragma once

#include <string>
#include <string_view>

namespace mssp::pdf {

// As small as zlib can make it. Code::failed when memory runs out.
std::string deflated(std::string_view bytes);

}  // namespace mssp::pdf
