// synos-mssp tenant ...
#pragma once

#include "cli/command.hpp"

namespace mssp::tenant {

cli::Command create();
cli::Command list_command();
cli::Command show();
cli::Command set();
cli::Command activate();
cli::Command contract();
cli::Command suspend();
cli::Command resume();
cli::Command offboard();
cli::Command archive();
cli::Command usage_command();
cli::Command import_command();
cli::Command export_command();
cli::Command purge();

}  // namespace mssp::tenant
