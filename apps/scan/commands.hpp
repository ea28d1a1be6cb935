// synos-mssp scan ...
#pragma once

#include "cli/command.hpp"

namespace mssp::scan {

cli::Command import_command();
cli::Command list_command();
cli::Command schedule_list();
cli::Command schedule_next();

}  // namespace mssp::scan
