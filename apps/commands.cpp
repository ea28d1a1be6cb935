#include "commands.hpp"

#include "report/commands.hpp"
#include "tenant/commands.hpp"
#include "user/commands.hpp"

namespace mssp {

const std::vector<cli::Command>& commands() {
  static const std::vector<cli::Command> all{
      tenant::create(),
      tenant::list_command(),
      tenant::show(),
      tenant::set(),
      tenant::suspend(),
      tenant::resume(),
      tenant::offboard(),
      tenant::archive(),
      tenant::import_command(),
      user::assign_command(),
      user::unassign_command(),
      user::list_command(),
      user::show(),
      report::generate(),
      report::list_command(),
      report::schedule_command(),
      report::schedule_list(),
      report::schedule_remove(),
      report::schedule_run(),
      report::outbox(),
  };
  return all;
}

}  // namespace mssp
