// synos-mssp asset ...
#pragma once

#include "cli/command.hpp"

namespace mssp::asset {

cli::Command list_command();
cli::Command show();
cli::Command import_command();
cli::Command tag();
cli::Command untag();

}  // namespace mssp::asset
