// synos-mssp store ...
#pragma once

#include "cli/command.hpp"

namespace mssp::store {

cli::Command check();
cli::Command backup();
cli::Command restore_command();
cli::Command migrate_command();
cli::Command copy_command();

}  // namespace mssp::store
