#include "commands.hpp"

#include "finding/commands.hpp"
#include "scan/commands.hpp"
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
      scan::import_command(),
      scan::list_command(),
      scan::schedule_list(),
      scan::schedule_next(),
      finding::list_command(),
      finding::show(),
      finding::accept(),
      finding::false_positive(),
      finding::reopen(),
  };
  return all;
}

}  // namespace mssp
