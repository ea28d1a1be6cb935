#include "version.hpp"

namespace mssp {

std::string_view version() { return MSSP_VERSION; }

}  // namespace mssp
