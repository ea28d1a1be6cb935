#include "commands.hpp"

#include "audit/commands.hpp"
#include "config/commands.hpp"
#include "finding/commands.hpp"
#include "maintenance/commands.hpp"
#include "monitor/commands.hpp"
#include "outage/commands.hpp"
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
      sla::history(),
      sla::explain_command(),
      sla::simulate(),
      sla::status(),
      sla::snapshot(),
      sla::trend(),
      sla::breaches(),
      sla::excuse(),
      sla::void_command(),
      sla::alerts_run(),
      sla::alerts_list(),
      sla::verify(),
      sla::rebuild(),
      sla::calendar_list(),
      sla::calendar_show(),
      sla::calendar_check(),
      sla::calendar_import(),
      sla::calendar_due(),
      sla::calendar_elapsed(),
      ticket::open_command(),
      ticket::reply(),
      ticket::note(),
      ticket::respond(),
      ticket::hold(),
      ticket::resume(),
      ticket::resolve(),
      ticket::reopen(),
      ticket::close(),
      ticket::assign(),
      ticket::unassign(),
      ticket::set(),
      ticket::tag(),
      ticket::untag(),
      ticket::link_command(),
      ticket::unlink_command(),
      ticket::merge(),
      ticket::list_command(),
      ticket::show(),
      ticket::export_command(),
      ticket::import_command(),
      monitor::add(),
      monitor::list_command(),
      monitor::remove_command(),
      monitor::run_command(),
      outage::add(),
      outage::list_command(),
      outage::import_command(),
      maintenance::add(),
      maintenance::list_command(),
      maintenance::remove_command(),
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
