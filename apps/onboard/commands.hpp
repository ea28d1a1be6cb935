// synos-mssp onboard ...
#pragma once

#include "cli/command.hpp"

namespace mssp::onboard {

cli::Command start();
cli::Command status();
cli::Command next();
cli::Command done();
cli::Command waive();
cli::Command apply();
cli::Command proposal_command();
cli::Command welcome_command();

}  // namespace mssp::onboard
