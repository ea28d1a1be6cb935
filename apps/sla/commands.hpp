// synos-mssp sla ...
#pragma once

#include "cli/command.hpp"

namespace mssp::sla {

cli::Command set();
cli::Command show();
cli::Command history();
cli::Command explain_command();
cli::Command simulate();
cli::Command snapshot();
cli::Command trend();
cli::Command status();
cli::Command breaches();
cli::Command excuse();
cli::Command void_command();
cli::Command alerts_run();
cli::Command alerts_list();
cli::Command verify();
cli::Command rebuild();
cli::Command calendar_list();
cli::Command calendar_show();
cli::Command calendar_check();
cli::Command calendar_import();
cli::Command calendar_due();
cli::Command calendar_elapsed();

}  // namespace mssp::sla
