// synos-mssp finding ...
#pragma once

#include "cli/command.hpp"

namespace mssp::finding {

cli::Command list_command();
cli::Command show();
cli::Command accept();
cli::Command false_positive();
cli::Command reopen();
cli::Command diff();
cli::Command trend();
cli::Command snapshot();
cli::Command ticket_command();
cli::Command feed_import();

}  // namespace mssp::finding
