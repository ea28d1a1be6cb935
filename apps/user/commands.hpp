// synos-mssp user ...
#pragma once

#include "cli/command.hpp"

namespace mssp::user {

cli::Command assign_command();
cli::Command unassign_command();
cli::Command list_command();
cli::Command show();

}  // namespace mssp::user
