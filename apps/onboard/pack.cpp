#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "base/slug.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "monitor/service_store.hpp"
#include "onboard/commands.hpp"
#include "onboard/onboarding_store.hpp"
#include "onboard/pack.hpp"
#include "options.hpp"
#include "patch/window_store.hpp"
#include "render/json.hpp"
#include "report/brand_store.hpp"
#include "report/model_json.hpp"
#include "report/pdf_view.hpp"
#include "report/schedule_store.hpp"
#include "report/sections.hpp"
#include "report/template_load.hpp"
#include "report/view.hpp"
#include "scan/scope_store.hpp"
#include "schedule/applied_store.hpp"
#include "schedule/from_config.hpp"
#include "sla/policy_store.hpp"
#include "staff/staff_store.hpp"
#include "tenant/contract_store.hpp"
#include "tenant/tenant_store.hpp"
#include "user/user_store.hpp"

namespace mssp::onboard {
namespace {

constexpr Seconds usual_validity{30 * 86'400};

struct Options {
  std::string tenant;
  std::string format;
  std::optional<std::chrono::year_month_day> until;  // of a proposal
};

Options read(const cli::Arguments& arguments) {
  Options options{*arguments.slug("tenant"), arguments.optional_text("format").value_or("pdf"), {}};
  if (const auto written = arguments.optional_text("until")) {
    options.until = parse_date(*written);
    if (!options.until) cli::refuse("until", "a date such as 2026-12-31", *written);
  }
  return options;
}

// The newest version of each tier, in the order in which their names come first.
std::vector<config::Tier> newest(const std::vector<config::Tier>& tiers) {
  std::vector<config::Tier> all;
  for (const config::Tier& tier : tiers) {
    const auto same = std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.name == tier.name; });
    if (same == all.end()) {
      all.push_back(tier);
    } else if (tier.version > same->version) {
      *same = tier;
    }
  }
  return all;
}

std::string when_text(const config::ScheduleFile& schedule) {
  std::string words(config::name(schedule.frequency));
  if (!schedule.day.empty()) words += (schedule.frequency == config::Frequency::weekly ? " on " : " on day ") + schedule.day;
  return words + " at " + text(schedule.time);
}

std::string title_of(const report::Template& form) { return form.form.title.empty() ? std::string(form.type->title) : form.form.title; }

void take_staff(db::Connection& store, PackFacts& facts) {
  std::map<std::string, std::string> names;
  for (const staff::Analyst& each : staff::list(store)) names[each.handle] = each.name;
  for (const staff::Assignment& each : staff::holding(store, facts.at, facts.tenant.slug)) {
    (each.role == staff::Role::primary ? facts.primary : facts.backups).push_back({each.analyst, names[each.analyst]});
  }
}

void take_schedules(Context& context, PackFacts& facts) {
  db::Connection& store = context.store();
  const Zone zone = tenant::zone_of(facts.tenant);
  for (const schedule::Applied& each : schedule::applied(store)) {
    if ((each.wish.tenant != facts.tenant.slug && each.wish.tenant != every_tenant) || !each.wish.enabled) continue;
    StandingOrder order{fmt::format("{} scan", report::capitalised(std::string(config::name(each.wish.scan_type)))), when_text(each.wish), {}, ""};
    if (!each.paused_at) order.next = schedule::next_after(schedule::rule_of(each.wish, zone), facts.at);
    facts.scans.push_back(std::move(order));
  }
  for (const report::Schedule& each : report::schedules(store)) {
    if (each.target != facts.tenant.slug && each.target != every_tenant) continue;
    std::vector<std::string> to = each.recipients;
    for (const std::string& role : each.roles) to.push_back("every " + role);
    if (to.empty() && !facts.tenant.contact.empty()) to.push_back(facts.tenant.contact);
    const std::string day = each.day == 31 ? "the last day" : "day " + std::to_string(each.day);
    StandingOrder order{title_of(report::find_template(context.folder(), each.type_template)), fmt::format("{} on {} at {}", each.frequency(), day, text(each.time)), {}, join(to, ", ")};
    if (!each.paused) order.next = each.next_due(zone, facts.at);
    facts.reports.push_back(std::move(order));
  }
}

void take_checklist(Context& context, PackFacts& facts) {
  db::Connection& store = context.store();
  const FactsOf held = onboard::facts(store, facts.tenant.id, facts.at);
  if (const auto own = held.find({facts.tenant.id, ""}); own != held.end()) facts.facts = own->second;
  if (const auto started = find(store, facts.tenant, "customer", "")) {
    facts.plan = started->checklist.steps;
    facts.steps = standing(*started, facts.facts);
    return;
  }
  for (const config::Checklist& each : config::load_checklists(context.folder())) {
    if (each.name == "customer") facts.plan = each.steps;
  }
}

PackFacts gather(Context& context, const std::string& slug) {
  db::Connection& store = context.store();
  PackFacts facts;
  facts.tenant = tenant::get(store, slug);
  tenant::require_open(facts.tenant);
  facts.organization = context.settings().organization;
  facts.tiers = newest(config::load_tiers(context.folder()));
  facts.at = context.now();
  const sla::Versions versions = sla::versions(store, {facts.tenant}).at(facts.tenant.id);
  facts.policy = sla::policy_at(versions, facts.at);
  facts.contract = tenant::contract_of(store, facts.tenant);
  take_staff(store, facts);
  facts.users = user::list(store, slug);
  for (const scan::Scope& each : scan::scopes_of(store, facts.tenant)) {
    if (each.authorises(facts.at)) facts.networks.push_back(scan::text(each.network));
  }
  for (const monitor::Service& each : monitor::list(store, slug)) facts.services.push_back(each.name);
  for (const patch::Agreed& each : patch::agreed_windows(store, facts.tenant)) {
    facts.windows.push_back(fmt::format("{}{}: {}", patch::title(each.work), each.group.empty() ? "" : " of the group '" + each.group + "'",
                                        config::text(each.times)));
  }
  take_schedules(context, facts);
  take_checklist(context, facts);
  facts.brand = report::brand(store, facts.tenant.id);
  return facts;
}

// Bytes of a PDF do no good on a terminal.
void require_place(Context& context, const Options& options) {
  const auto output = context.arguments().optional_text("output");
  const bool to_terminal = (!output || *output == "-") && context.world().out.is_terminal();
  if (options.format == "pdf" && to_terminal) throw Error(Code::usage, "a PDF is not for a terminal", "give --output FILE, or --format txt");
}

render::Result view(Context& context, const Options& options, const report::Model& model, std::int64_t tenant_id) {
  const std::string logo = report::logo(context.store(), tenant_id, model.brand.logo_sha256);
  if (options.format == "json") return {.answer = render::Document{render::json_line(report::model_json(model)) + "\n"}};
  if (options.format == "html") return {.answer = render::Document{report::html_view(model, logo)}};
  if (options.format == "md") return {.answer = render::Document{report::markdown_view(model)}};
  if (options.format == "txt") return {.answer = render::Document{report::text_view(model)}};
  report::PdfAnswer answer = report::load_pdf_view(context.world().program)(model, logo);
  if (answer.missing_characters > 0) {
    context.note(counted(answer.missing_characters, "character") + " shown as boxes: no font that is installed has them");
  }
  if (!answer.logo_trouble.empty()) context.note(answer.logo_trouble);
  return {.answer = render::Document{std::move(answer.bytes)}};
}

render::Result run_proposal(Context& context, const Options& options) {
  require_place(context, options);
  const PackFacts facts = gather(context, options.tenant);
  const Zone zone = tenant::zone_of(facts.tenant);
  const Instant until = options.until ? zone.first_instant(midnight(*options.until)) : facts.at + usual_validity;
  if (until <= facts.at) throw Error(Code::usage, "--until '" + text(*options.until) + "' has passed");
  return view(context, options, proposal(facts, until), facts.tenant.id);
}

render::Result run_welcome(Context& context, const Options& options) {
  require_place(context, options);
  const PackFacts facts = gather(context, options.tenant);
  return view(context, options, welcome(facts), facts.tenant.id);
}

cli::Option format_option() {
  return {.name = "format", .value = "FORMAT", .help = "what to make; default is pdf", .choices = {"pdf", "html", "md", "txt", "json"}};
}

}  // namespace

cli::Command proposal_command() {
  return {.path = "onboard proposal",
          .summary = "write a proposal: scope, service levels and pricing",
          .details = "Tiers and prices are those of tiers.yml, the service levels those that are in force for the customer, the steps "
                     "those of the checklist. It is written to --output, or to standard output.",
          .examples = {"synos-mssp onboard proposal --tenant acme-corp -o proposal.pdf",
                       "synos-mssp onboard proposal --tenant acme-corp --until 2026-12-31 --format html -o proposal.html"},
          .needs = {.store = true},
          .options = {options::tenant(), format_option(),
                      {.name = "until", .value = "DATE", .help = "how long it holds; default is 30 days"}},
          .formats = {},
          .prepare = cli::steps(read, run_proposal)};
}

cli::Command welcome_command() {
  return {.path = "onboard welcome",
          .summary = "write the welcome pack: contacts, escalation, windows, reports, users, what happens next",
          .details = "It tells what the store holds now; what is not agreed yet is said to be so. It is written to --output, or to "
                     "standard output.",
          .examples = {"synos-mssp onboard welcome --tenant acme-corp -o welcome.pdf"},
          .needs = {.store = true},
          .options = {options::tenant(), format_option()},
          .formats = {},
          .prepare = cli::steps(read, run_welcome)};
}

}  // namespace mssp::onboard
