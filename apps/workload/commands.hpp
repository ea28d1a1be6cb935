// synos-mssp workload ...
#pragma once

#include "cli/command.hpp"

namespace mssp::workload {

cli::Command show();
cli::Command balance_command();
cli::Command what_if();
cli::Command solve_command();

}  // namespace mssp::workload
