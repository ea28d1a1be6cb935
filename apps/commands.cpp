#include "commands.hpp"

#include "audit/commands.hpp"
#include "config/commands.hpp"
#include "store/commands.hpp"
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
      audit::list_command(),
      audit::verify_command(),
      store::check(),
      store::backup(),
      store::restore_command(),
      store::migrate_command(),
      config::show(),
      config::check_command(),
  };
  return all;
}

}  // namespace mssp
