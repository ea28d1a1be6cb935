#include "commands.hpp"

#include "staff/commands.hpp"
#include "tenant/commands.hpp"
#include "user/commands.hpp"
#include "workload/commands.hpp"

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
      staff::assign_command(),
      staff::unassign_command(),
      staff::add(),
      staff::set(),
      staff::list_command(),
      staff::show(),
      staff::leave(),
      staff::conflict(),
      workload::balance_command(),
      workload::solve_command(),
  };
  return all;
}

}  // namespace mssp
