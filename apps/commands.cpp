#include "commands.hpp"

#include "asset/commands.hpp"
#include "audit/commands.hpp"
#include "config/commands.hpp"
#include "device/commands.hpp"
#include "finding/commands.hpp"
#include "mail/commands.hpp"
#include "maintenance/commands.hpp"
#include "monitor/commands.hpp"
#include "onboard/commands.hpp"
#include "outage/commands.hpp"
#include "patch/commands.hpp"
#include "report/commands.hpp"
#include "scan/commands.hpp"
#include "sla/commands.hpp"
#include "staff/commands.hpp"
#include "store/commands.hpp"
#include "tenant/commands.hpp"
#include "ticket/commands.hpp"
#include "today/commands.hpp"
#include "user/commands.hpp"
#include "workload/commands.hpp"

namespace mssp {
namespace {

constexpr Entry table[] = {
    {"today", today::today},
    {"tenant create", tenant::create},
    {"tenant list", tenant::list_command},
    {"tenant show", tenant::show},
    {"tenant set", tenant::set},
    {"tenant activate", tenant::activate},
    {"tenant contract", tenant::contract},
    {"tenant suspend", tenant::suspend},
    {"tenant resume", tenant::resume},
    {"tenant offboard", tenant::offboard},
    {"tenant archive", tenant::archive},
    {"tenant purge", tenant::purge},
    {"tenant usage", tenant::usage_command},
    {"tenant export", tenant::export_command},
    {"tenant import", tenant::import_command},
    {"onboard start", onboard::start},
    {"onboard status", onboard::status},
    {"onboard next", onboard::next},
    {"onboard done", onboard::done},
    {"onboard waive", onboard::waive},
    {"onboard apply", onboard::apply},
    {"onboard proposal", onboard::proposal_command},
    {"onboard welcome", onboard::welcome_command},
    {"user assign", user::assign_command},
    {"user unassign", user::unassign_command},
    {"user list", user::list_command},
    {"user show", user::show},
    {"sla set", sla::set},
    {"sla show", sla::show},
    {"sla history", sla::history},
    {"sla explain", sla::explain_command},
    {"sla simulate", sla::simulate},
    {"sla status", sla::status},
    {"sla breaches", sla::breaches},
    {"sla excuse", sla::excuse},
    {"sla void", sla::void_command},
    {"sla alerts run", sla::alerts_run},
    {"sla alerts list", sla::alerts_list},
    {"sla verify", sla::verify},
    {"sla rebuild", sla::rebuild},
    {"sla snapshot", sla::snapshot},
    {"sla trend", sla::trend},
    {"sla calendar list", sla::calendar_list},
    {"sla calendar show", sla::calendar_show},
    {"sla calendar check", sla::calendar_check},
    {"sla calendar import", sla::calendar_import},
    {"sla calendar due", sla::calendar_due},
    {"sla calendar elapsed", sla::calendar_elapsed},
    {"ticket open", ticket::open_command},
    {"ticket reply", ticket::reply},
    {"ticket note", ticket::note},
    {"ticket respond", ticket::respond},
    {"ticket hold", ticket::hold},
    {"ticket resume", ticket::resume},
    {"ticket resolve", ticket::resolve},
    {"ticket reopen", ticket::reopen},
    {"ticket close", ticket::close},
    {"ticket assign", ticket::assign},
    {"ticket unassign", ticket::unassign},
    {"ticket set", ticket::set},
    {"ticket tag", ticket::tag},
    {"ticket untag", ticket::untag},
    {"ticket link", ticket::link_command},
    {"ticket unlink", ticket::unlink_command},
    {"ticket merge", ticket::merge},
    {"ticket list", ticket::list_command},
    {"ticket show", ticket::show},
    {"ticket export", ticket::export_command},
    {"ticket import", ticket::import_command},
    {"monitor add", monitor::add},
    {"monitor list", monitor::list_command},
    {"monitor remove", monitor::remove_command},
    {"monitor run", monitor::run_command},
    {"outage add", outage::add},
    {"outage list", outage::list_command},
    {"outage import", outage::import_command},
    {"maintenance add", maintenance::add},
    {"maintenance list", maintenance::list_command},
    {"maintenance remove", maintenance::remove_command},
    {"staff assign", staff::assign_command},
    {"staff unassign", staff::unassign_command},
    {"staff add", staff::add},
    {"staff set", staff::set},
    {"staff list", staff::list_command},
    {"staff show", staff::show},
    {"staff leave", staff::leave},
    {"staff leave add", staff::leave_add},
    {"staff leave list", staff::leave_list},
    {"staff leave remove", staff::leave_remove},
    {"staff conflict", staff::conflict},
    {"staff require", staff::require},
    {"staff coverage", staff::coverage_command},
    {"staff handoff", staff::handoff},
    {"workload show", workload::show},
    {"workload balance", workload::balance_command},
    {"workload what-if", workload::what_if},
    {"workload solve", workload::solve_command},
    {"scan import", scan::import_command},
    {"scan list", scan::list_command},
    {"scan run", scan::run_command},
    {"scan scope add", scan::scope_add},
    {"scan scope list", scan::scope_list},
    {"scan scope remove", scan::scope_remove},
    {"scan schedule plan", scan::schedule_plan},
    {"scan schedule apply", scan::schedule_apply},
    {"scan schedule list", scan::schedule_list},
    {"scan schedule next", scan::schedule_next},
    {"scan schedule run", scan::schedule_run},
    {"scan schedule history", scan::schedule_history},
    {"scan schedule ack", scan::schedule_ack},
    {"scan schedule pause", scan::schedule_pause},
    {"scan schedule resume", scan::schedule_resume},
    {"finding list", finding::list_command},
    {"finding show", finding::show},
    {"finding accept", finding::accept},
    {"finding false-positive", finding::false_positive},
    {"finding reopen", finding::reopen},
    {"finding ticket", finding::ticket_command},
    {"finding diff", finding::diff},
    {"finding trend", finding::trend},
    {"finding snapshot", finding::snapshot},
    {"finding feed import", finding::feed_import},
    {"asset list", asset::list_command},
    {"asset show", asset::show},
    {"asset import", asset::import_command},
    {"asset tag", asset::tag},
    {"asset untag", asset::untag},
    {"device add", device::add},
    {"device import", device::import_command},
    {"device list", device::list_command},
    {"device show", device::show},
    {"device enroll", device::enroll},
    {"device verify", device::verify},
    {"device assign-group", device::assign_group},
    {"device retire", device::retire},
    {"device merge", device::merge},
    {"device health", device::health},
    {"device note", device::note},
    {"device trend", device::trend},
    {"device snapshot", device::snapshot},
    {"patch policy show", patch::policy_show},
    {"patch import", patch::import_command},
    {"patch status", patch::status},
    {"patch windows", patch::windows_command},
    {"patch exempt add", patch::exempt_add},
    {"patch exempt list", patch::exempt_list},
    {"patch exempt remove", patch::exempt_remove},
    {"report generate", report::generate},
    {"report list", report::list_command},
    {"report show", report::show_command},
    {"report reissue", report::reissue_command},
    {"report verify", report::verify_command},
    {"report brand", report::brand_command},
    {"report template list", report::template_list},
    {"report template show", report::template_show},
    {"report template check", report::template_check},
    {"report template new", report::template_new},
    {"report schedule", report::schedule_command},
    {"report schedule add", report::schedule_add},
    {"report schedule list", report::schedule_list},
    {"report schedule pause", report::schedule_pause},
    {"report schedule resume", report::schedule_resume},
    {"report schedule remove", report::schedule_remove},
    {"report schedule run", report::schedule_run},
    {"report schedule history", report::schedule_history},
    {"report drill", report::drill},
    {"report outbox", report::outbox},
    {"mail list", mail::list_command},
    {"mail show", mail::show},
    {"mail send", mail::send},
    {"mail retry", mail::retry},
    {"mail hold", mail::hold},
    {"mail release", mail::release},
    {"mail drop", mail::drop},
    {"mail bounce", mail::bounce},
    {"audit list", audit::list_command},
    {"audit verify", audit::verify_command},
    {"store check", store::check},
    {"store backup", store::backup},
    {"store restore", store::restore_command},
    {"store migrate", store::migrate_command},
    {"store copy", store::copy_command},
    {"config show", config::show},
    {"config check", config::check_command},
};

}  // namespace

std::span<const Entry> command_table() { return table; }

const std::vector<cli::Command>& commands() {
  static const std::vector<cli::Command> all = [] {
    std::vector<cli::Command> made;
    made.reserve(std::size(table));
    for (const Entry& entry : table) made.push_back(entry.make());
    return made;
  }();
  return all;
}

}  // namespace mssp
