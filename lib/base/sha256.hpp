// SHA-256 (FIPS 180-4) as lower-case hexadecimal text.
#pragma once

#include <string>
#include <string_view>

namespace mssp {

std::string sha256_hex(std::string_view bytes);

}  // namespace mssp
