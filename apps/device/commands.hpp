// synos-mssp device ...
#pragma once

#include "cli/command.hpp"

namespace mssp::device {

cli::Command add();
cli::Command import_command();
cli::Command list_command();
cli::Command show();
cli::Command enroll();
cli::Command verify();
cli::Command assign_group();
cli::Command retire();
cli::Command merge();
cli::Command health();
cli::Command note();
cli::Command trend();
cli::Command snapshot();

}  // namespace mssp::device
