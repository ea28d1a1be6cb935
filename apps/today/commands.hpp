// synos-mssp today
#pragma once

#include "cli/command.hpp"

namespace mssp::today {

cli::Command today();

}  // namespace mssp::today
