#include "commands.hpp"

#include "audit/commands.hpp"
#include "config/commands.hpp"
#include "finding/commands.hpp"
#include "report/commands.hpp"
#include "scan/commands.hpp"
#include "sla/commands.hpp"
#include "staff/commands.hpp"
#include "store/commands.hpp"
#include "tenant/commands.hpp"
#include "ticket/commands.hpp"
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
      tenant::purge(),
      tenant::usage_command(),
      tenant::export_command(),
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
      scan::import_command(),
      scan::list_command(),
      scan::schedule_list(),
      scan::schedule_next(),
      finding::list_command(),
      finding::show(),
      finding::accept(),
      finding::false_positive(),
      finding::reopen(),
      report::generate(),
      report::list_command(),
      report::show_command(),
      report::reissue_command(),
      report::verify_command(),
      report::brand_command(),
      report::template_list(),
      report::template_show(),
      report::template_check(),
      report::template_new(),
      report::schedule_command(),
      report::schedule_add(),
      report::schedule_list(),
      report::schedule_pause(),
      report::schedule_resume(),
      report::schedule_remove(),
      report::schedule_run(),
      report::schedule_history(),
      report::outbox(),
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
