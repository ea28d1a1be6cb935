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
cli::Command leave_add();
cli::Command leave_list();
cli::Command leave_remove();
cli::Command conflict();
cli::Command require();
cli::Command coverage_command();
cli::Command handoff();

// The options these commands share.
inline cli::Option analyst_option() {
  return {.name = "analyst", .value = "HANDLE", .help = "the analyst, as john.doe", .required = true,
          .offers = cli::Offers::analysts};
}

}  // namespace mssp::staff
