// synos-mssp audit ...
#pragma once

#include "cli/command.hpp"

namespace mssp::audit {

cli::Command list_command();
cli::Command verify_command();

}  // namespace mssp::audit
