// synos-mssp scan ...
#pragma once

#include "cli/command.hpp"

namespace mssp::scan {

cli::Command import_command();
cli::Command list_command();
cli::Command run_command();
cli::Command schedule_ack();
cli::Command schedule_apply();
cli::Command schedule_history();
cli::Command schedule_list();
cli::Command schedule_next();
cli::Command schedule_pause();
cli::Command schedule_plan();
cli::Command schedule_resume();
cli::Command schedule_run();
cli::Command scope_add();
cli::Command scope_list();
cli::Command scope_remove();

}  // namespace mssp::scan
