// synos-mssp report ...
#pragma once

#include "cli/command.hpp"

namespace mssp::report {

cli::Command generate();
cli::Command list_command();
cli::Command show_command();
cli::Command reissue_command();
cli::Command verify_command();
cli::Command brand_command();
cli::Command template_list();
cli::Command template_show();
cli::Command template_check();
cli::Command template_new();
cli::Command schedule_command();
cli::Command schedule_add();
cli::Command schedule_list();
cli::Command schedule_pause();
cli::Command schedule_resume();
cli::Command schedule_remove();
cli::Command schedule_run();
cli::Command schedule_history();
cli::Command drill();
cli::Command outbox();

}  // namespace mssp::report
