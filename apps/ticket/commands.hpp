// synos-mssp ticket ...
#pragma once

#include "cli/command.hpp"

namespace mssp::ticket {

cli::Command open_command();
cli::Command respond();
cli::Command wait();
cli::Command resume();
cli::Command resolve();
cli::Command reopen();
cli::Command close();
cli::Command list_command();
cli::Command show();

}  // namespace mssp::ticket
