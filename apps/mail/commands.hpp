// synos-mssp mail ...
#pragma once

#include "cli/command.hpp"

namespace mssp::mail {

cli::Command list_command();
cli::Command show();
cli::Command send();
cli::Command retry();
cli::Command hold();
cli::Command release();
cli::Command drop();
cli::Command bounce();

}  // namespace mssp::mail
