// synos-mssp device ...
#pragma once

#include "cli/command.hpp"

namespace mssp::device {

cli::Command add();
cli::Command import_command();
cli::Command list_command();
cli::Command show();

}  // namespace mssp::device
