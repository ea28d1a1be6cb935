// The version of the program.
#pragma once

#include <string_view>

namespace mssp {

std::string_view version();

}  // namespace mssp
