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
      staff::leave_add(),
      staff::leave_list(),
      staff::leave_remove(),
      staff::conflict(),
      staff::require(),
      staff::coverage_command(),
      staff::handoff(),
      workload::show(),
      workload::balance_command(),
      workload::what_if(),
      workload::solve_command(),
      scan::import_command(),
      scan::list_command(),
      scan::run_command(),
      scan::scope_add(),
      scan::scope_list(),
      scan::scope_remove(),
      scan::schedule_plan(),
      scan::schedule_apply(),
      scan::schedule_list(),
      scan::schedule_next(),
      scan::schedule_run(),
      scan::schedule_history(),
      scan::schedule_ack(),
      scan::schedule_pause(),
      scan::schedule_resume(),
      finding::list_command(),
      finding::show(),
      finding::accept(),
      finding::false_positive(),
      finding::reopen(),
      report::generate(),
      report::list_command(),
      report::schedule_command(),
      report::schedule_list(),
      report::schedule_remove(),
      report::schedule_run(),
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
