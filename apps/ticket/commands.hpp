// synos-mssp ticket ...
#pragma once

#include "cli/command.hpp"

namespace mssp::ticket {

cli::Command open_command();
cli::Command reply();
cli::Command note();
cli::Command respond();
cli::Command hold();
cli::Command resume();
cli::Command resolve();
cli::Command reopen();
cli::Command close();
cli::Command assign();
cli::Command unassign();
cli::Command set();
cli::Command tag();
cli::Command untag();
cli::Command link_command();
cli::Command unlink_command();
cli::Command merge();
cli::Command list_command();
cli::Command show();
cli::Command export_command();
cli::Command import_command();

}  // namespace mssp::ticket
