// synos-mssp config ...
#pragma once

#include "cli/command.hpp"

namespace mssp::config {

cli::Command show();
cli::Command check_command();

}  // namespace mssp::config
