// synos-mssp outage ...
#pragma once

#include "cli/command.hpp"

namespace mssp::outage {

cli::Command add();
cli::Command list_command();
cli::Command import_command();

}  // namespace mssp::outage
