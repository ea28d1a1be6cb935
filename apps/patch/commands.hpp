// synos-mssp patch ...
#pragma once

#include "cli/command.hpp"

namespace mssp::patch {

cli::Command policy_show();
cli::Command import_command();
cli::Command status();
cli::Command windows_command();
cli::Command window_set();
cli::Command window_list();
cli::Command window_remove();
cli::Command exempt_add();
cli::Command exempt_list();
cli::Command exempt_remove();

}  // namespace mssp::patch
