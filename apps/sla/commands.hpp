// synos-mssp sla ...
#pragma once

#include "cli/command.hpp"

namespace mssp::sla {

cli::Command set();
cli::Command show();
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
cli::Command calendar_due();
cli::Command calendar_elapsed();

}  // namespace mssp::sla
