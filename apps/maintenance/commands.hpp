// synos-mssp maintenance ...
#pragma once

#include "cli/command.hpp"

namespace mssp::maintenance {

cli::Command add();
cli::Command list_command();
cli::Command remove_command();

}  // namespace mssp::maintenance
