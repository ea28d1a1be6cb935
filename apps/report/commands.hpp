// synos-mssp report ...
#pragma once

#include "cli/command.hpp"

namespace mssp::report {

cli::Command generate();
cli::Command list_command();
cli::Command schedule_command();
cli::Command schedule_list();
cli::Command schedule_remove();
cli::Command schedule_run();
cli::Command outbox();

}  // namespace mssp::report
