#include "commands.hpp"

#include "sla/commands.hpp"
#include "tenant/commands.hpp"
#include "ticket/commands.hpp"
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
      sla::set(),
      sla::show(),
      sla::status(),
      sla::calendar_list(),
      sla::calendar_show(),
      sla::calendar_due(),
      sla::calendar_elapsed(),
      ticket::open_command(),
      ticket::respond(),
      ticket::wait(),
      ticket::resume(),
      ticket::resolve(),
      ticket::reopen(),
      ticket::close(),
      ticket::list_command(),
      ticket::show(),
  };
  return all;
}

}  // namespace mssp
