// synos-mssp monitor ...
#pragma once

#include "cli/command.hpp"

namespace mssp::monitor {

cli::Command add();
cli::Command list_command();
cli::Command remove_command();
cli::Command run_command();

}  // namespace mssp::monitor
