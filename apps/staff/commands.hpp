// synos-mssp staff ...
#pragma once

#include "cli/command.hpp"

namespace mssp::staff {

cli::Command add();
cli::Command set();
cli::Command assign_command();
cli::Command unassign_command();
cli::Command list_command();
cli::Command show();
cli::Command leave();
cli::Command conflict();

// The options these commands share.
inline cli::Option analyst_option() {
  return {.name = "analyst", .value = "HANDLE", .help = "the analyst, as john.doe", .required = true,
          .offers = cli::Offers::analysts};
}

}  // namespace mssp::staff
