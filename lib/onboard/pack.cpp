#include "onboard/pack.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "report/sections.hpp"

namespace mssp::onboard {
namespace {

using report::Block;
using report::Cell;
using report::Items;
using report::Paragraph;
using report::Section;
using report::section;
using report::Table;
using report::Tone;

std::string person_text(const Person& person) { return person.name.empty() ? person.handle : person.name + " (" + person.handle + ")"; }

std::string people_text(const std::vector<Person>& people) {
  std::vector<std::string> all;
  for (const Person& each : people) all.push_back(person_text(each));
  return join(all, ", ");
}

std::string limit_text(const std::optional<std::int64_t>& limit) { return limit ? std::to_string(*limit) : "unlimited"; }

std::string provider(const PackFacts& facts) { return facts.organization.name.empty() ? "Your security provider" : facts.organization.name; }

std::string reach(const PackFacts& facts) {
  std::vector<std::string> all;
  if (facts.organization.email) all.push_back(*facts.organization.email);
  if (facts.organization.phone) all.push_back(*facts.organization.phone);
  return join(all, ", ");
}

const config::Tier* tier_of(const PackFacts& facts) {
  const auto found = std::find_if(facts.tiers.begin(), facts.tiers.end(), [&](const auto& tier) { return tier.name == facts.tenant.tier; });
  return found == facts.tiers.end() ? nullptr : &*found;
}

std::string support_text(const config::Tier* tier) {
  if (tier == nullptr) return "";
  if (tier->support == "email") return "by e-mail";
  if (tier->support == "phone") return "by phone and e-mail";
  return tier->support;
}

report::Model blank(const PackFacts& facts, const std::string& type, const std::string& title) {
  const Zone zone = tenant::zone_of(facts.tenant);
  const Civil today = zone.civil(facts.at);
  const std::string day = fmt::format("{} {}", today.day, long_text(Month{today.year, today.month}));
  report::Model model;
  model.type = type;
  model.title = title;
  model.organisation = {.name = provider(facts), .contact = reach(facts), .escalation = ""};
  model.scope = {.tenant = facts.tenant.name, .tier = report::capitalised(facts.tenant.tier), .period = day, .label = day,
                 .zone = zone.name(), .from = facts.at, .to = facts.at};
  model.authorship = {.classification = "Confidential — TLP:AMBER", .prepared_by = provider(facts),
                      .primary_analyst = people_text(facts.primary), .at = facts.at};
  model.brand = facts.brand;
  return model;
}

std::string time_text(const std::optional<Seconds>& time) { return time ? duration_text(*time) : "—"; }

Section service_levels(const PackFacts& facts) {
  Table table{{{"Priority", 8}, {"What it means", 30}, {"First answer", 12, true}, {"Updates", 10, true}, {"Resolved", 10, true}}, {}};
  constexpr std::array<std::pair<sla::Priority, std::string_view>, 4> priorities{
      {{sla::Priority::p1, "Work stands still, or an attack is under way"},
       {sla::Priority::p2, "Important work is hindered"},
       {sla::Priority::p3, "Single people are hindered, or there is a way round"},
       {sla::Priority::p4, "Questions and wishes"}}};
  for (const auto& [priority, meaning] : priorities) {
    const sla::Targets& targets = facts.policy.of(priority);
    table.rows.push_back({{.text = std::string(sla::name(priority)), .strong = true}, {std::string(meaning)}, {time_text(targets.response)},
                          {time_text(targets.update)}, {time_text(targets.resolution)}});
  }
  std::string when = facts.policy.calendar == "24x7" ? "Times count around the clock." : fmt::format("Times count in the hours of the calendar '{}'.", facts.policy.calendar);
  if (facts.policy.calendar != "24x7" && facts.policy.p1_around_the_clock) when += " P1 counts around the clock.";
  when += " Waiting for you stops the time to resolution.";
  if (facts.policy.uptime) when += fmt::format(" Uptime of {} % of each calendar month is promised for every service we watch.", text(*facts.policy.uptime));
  return section("service-levels", "Service levels", {std::move(table), Paragraph{when}});
}

Section contact(const PackFacts& facts) {
  const std::string how = reach(facts);
  return section("contact", "Contact", {Paragraph{how.empty() ? provider(facts) : provider(facts) + ": " + how}});
}

std::string owner_words(const std::string& owner) {
  if (owner == "customer") return "you";
  if (owner == "primary") return "your primary analyst";
  if (owner == "secondary") return "your backup analyst";
  if (owner == "msp-admin") return "our management";
  if (owner == "tech") return "our technicians";
  return owner;
}

// The steps to come, under their stages.
Section way(const PackFacts& facts) {
  Table table{{{"Stage", 12}, {"Step", 34}, {"Who", 16}, {"What you get", 26}}, {}};
  for (const config::ChecklistStep& step : facts.plan) {
    table.rows.push_back({{.text = step.stage, .strong = true}, {step.title}, {owner_words(step.owner)}, report::known(step.output, "—")});
  }
  return section("way", "How we take you on", {report::table_or(std::move(table), "We agree on the steps in the first talk.")});
}

Section pricing(const PackFacts& facts) {
  Table table{{{"Tier", 22}, {"Assets", 10, true}, {"Scans a month", 12, true}, {"Support", 16}, {"Price a month", 16, true}}, {}};
  for (const config::Tier& tier : facts.tiers) {
    const bool chosen = tier.name == facts.tenant.tier;
    const auto cell = [&](std::string text) { return Cell{.text = std::move(text), .strong = chosen}; };
    table.rows.push_back({cell(report::capitalised(tier.name) + (chosen ? " (proposed)" : "")), cell(limit_text(tier.assets)), cell(limit_text(tier.scans_per_month)), cell(support_text(&tier)), cell(price_text(tier.price))});
  }
  return section("pricing", "Pricing",
                 {std::move(table), Paragraph{"Prices are for a month, without taxes. A tier can be changed at the beginning of any month; what was agreed holds until then."}});
}

Section scope(const PackFacts& facts) {
  const config::Tier* tier = tier_of(facts);
  Table table{{{"What", 24}, {"Proposed for " + facts.tenant.name, 50}}, {}};
  const auto row = [&](const std::string& what, const std::string& much) { table.rows.push_back({{.text = what, .strong = true}, {much}}); };
  row("Tier", report::capitalised(facts.tenant.tier));
  row("People with access", std::to_string(facts.tenant.seats));
  if (tier != nullptr) {
    row("Assets", limit_text(tier->assets));
    row("Scans a month", limit_text(tier->scans_per_month));
    row("Support", support_text(tier));
    row("Price a month", price_text(tier->price));
  }
  if (!facts.networks.empty()) row("Networks", join(facts.networks, ", "));
  return section("scope", "Scope", {std::move(table)});
}

Section services_of_ours() {
  return section("services", "What we do for you",
                 {Items{{"Scan your networks for weaknesses, and tell which to repair first and until when.",
                         "Keep the systems and programs of your devices up to date, within windows agreed with you.",
                         "Answer and solve your tickets within the times below, and show each month how we did.",
                         "Watch the services you name, and tell how long they were up.",
                         "Report each month and review each quarter, in writing, with every figure explained."}}});
}

// One line of the pack's first page: what, how it is, and whether it is there.
std::vector<Cell> glance(const std::string& what, const std::string& how, const std::string& otherwise) {
  return {{.text = what, .strong = true}, how.empty() ? Cell{otherwise, Tone::unknown} : Cell{how}};
}

Section at_a_glance(const PackFacts& facts) {
  const Zone zone = tenant::zone_of(facts.tenant);
  Table table{{{"What", 22}, {"For you", 60}}, {}};
  table.rows.push_back(glance("Support contact", reach(facts), "not recorded"));
  table.rows.push_back(glance("Support", support_text(tier_of(facts)), "as agreed"));
  table.rows.push_back(glance("Primary analyst", people_text(facts.primary), "not assigned yet"));
  table.rows.push_back(glance("Backup", people_text(facts.backups), "not assigned yet"));
  table.rows.push_back(glance("Maintenance window", join(facts.windows, "; "), "not agreed yet"));
  std::vector<std::string> orders;
  for (const StandingOrder& each : facts.reports) orders.push_back(each.what + ", " + each.when);
  table.rows.push_back(glance("Reports", join(orders, "; "), "not scheduled yet"));
  if (facts.contract) {
    const Instant last_second = facts.contract->ends - Seconds{1};
    table.rows.push_back(glance("Contract", fmt::format("{}, until {}", facts.contract->reference, report::date_text(last_second, zone)), ""));
  }
  return section("summary", "At a glance", {std::move(table)});
}

Section escalation(const PackFacts& facts) {
  Table table{{{"Step", 6}, {"Who", 30}, {"When", 46}}, {}};
  const auto add = [&](const std::string& who, const std::string& when) {
    table.rows.push_back({{.text = std::to_string(table.rows.size() + 1), .strong = true}, {who}, {when}});
  };
  const sla::Targets& p1 = facts.policy.of(sla::Priority::p1);
  const std::string how = reach(facts);
  add(how.empty() ? "Our service desk" : "Our service desk: " + how, "First, for everything. Say when work stands still or you think of an attack: it becomes P1.");
  if (!facts.primary.empty()) add("Your primary analyst, " + people_text(facts.primary), fmt::format("When a P1 has no answer after {}.", time_text(p1.response)));
  if (!facts.backups.empty()) add("Your backup, " + people_text(facts.backups), "When the primary cannot be reached.");
  add("Management of " + provider(facts), fmt::format("When a P1 is not solved after {}, or you are not content with how it goes.", time_text(p1.resolution)));
  return section("escalation", "Escalation path", {std::move(table)});
}

Section orders(const std::string& id, const std::string& title, const std::vector<StandingOrder>& all, const std::string& none, const Zone& zone) {
  Table table{{{"What", 26}, {"When", 26}, {"Next", 16}, {"To", 28}}, {}};
  for (const StandingOrder& each : all) {
    table.rows.push_back({{each.what}, {each.when}, {each.next ? local_text(*each.next, zone) : "paused"}, report::known(each.to, "—")});
  }
  return section(id, title, {report::table_or(std::move(table), none)});
}

Section people(const PackFacts& facts) {
  Table table{{{"Address", 34}, {"Role", 12}, {"May", 40}}, {}};
  for (const user::Membership& each : facts.users) {
    const std::string may = each.role == "admin" ? "manage users, approve, and all below" : each.role == "member" ? "open and answer tickets, and read" : "read reports and results";
    table.rows.push_back({{each.email}, {each.role}, {may}});
  }
  std::vector<Block> blocks{report::table_or(std::move(table), "No data: nobody has access yet.")};
  blocks.push_back(Paragraph{fmt::format("{} of {} seats are taken. Tell us who else should have access, and who should not any more.", facts.users.size(), facts.tenant.seats)});
  return section("users", "Portal users", std::move(blocks));
}

Section coverage(const PackFacts& facts) {
  std::vector<std::string> items;
  items.push_back(facts.networks.empty() ? "Networks that may be scanned: none yet" : "Networks that may be scanned: " + join(facts.networks, ", "));
  items.push_back(facts.services.empty() ? "Services that we watch: none yet" : "Services that we watch: " + join(facts.services, ", "));
  return section("coverage", "What is looked at", {Items{std::move(items)}});
}

Section deliverables(const PackFacts& facts) {
  Table table{{{"Deliverable", 40}, {"State", 26}}, {}};
  const auto add = [&](const std::string& what, bool there) {
    table.rows.push_back({{what}, there ? Cell{"there", Tone::good} : Cell{"not yet", Tone::unknown}});
  };
  const auto holds = [&](std::string_view fact) { return facts.facts.contains(fact); };
  add("Agent installed and verified", holds("devices-enrolled"));
  add("Baseline hygiene report", holds("baseline-report"));
  add("Defined maintenance window", holds("maintenance-window"));
  add("Support contact and escalation path", !reach(facts).empty() && holds("coverage"));
  add("Monthly report schedule", holds("report-schedule"));
  return section("deliverables", "Deliverables", {std::move(table)});
}

Section what_next(const PackFacts& facts) {
  Table table{{{"Step", 36}, {"Who", 18}, {"State", 16}, {"What you get", 26}}, {}};
  for (const StepStanding& each : facts.steps) {
    if (finished(each.state)) continue;
    const bool can_begin = each.state == State::open;
    table.rows.push_back({{each.step.title}, {owner_words(each.step.owner)}, {can_begin ? "next" : "after that"}, report::known(each.step.output, "—")});
  }
  const std::string none = facts.steps.empty() ? "Your primary analyst will call you to begin." : "Everything of your onboarding is done: from now on you hear from us on schedule, and whenever something happens.";
  return section("next", "What happens next", {report::table_or(std::move(table), none)});
}

}  // namespace

std::string price_text(const std::optional<config::Price>& price) {
  if (!price) return "on request";
  std::string whole = std::to_string(price->amount / 100);
  for (int at = static_cast<int>(whole.size()) - 3; at > 0; at -= 3) whole.insert(static_cast<std::size_t>(at), 1, ',');
  return fmt::format("{}.{:02} {}", whole, price->amount % 100, price->currency);
}

report::Model proposal(const PackFacts& facts, Instant until) {
  report::Model model = blank(facts, "proposal", "Proposal");
  const std::string day = report::date_text(until, tenant::zone_of(facts.tenant));
  model.sections = {scope(facts), services_of_ours(), service_levels(facts), pricing(facts), way(facts),
                    section("validity", "How to accept",
                            {Items{{fmt::format("This proposal holds until {}.", day), "Tell us what to change; then we send the MSA and the SOW for you to sign.",
                                    "With both signed we begin with the steps above, and tell you after each."}}}),
                    contact(facts)};
  return model;
}

report::Model welcome(const PackFacts& facts) {
  const Zone zone = tenant::zone_of(facts.tenant);
  report::Model model = blank(facts, "welcome", "Welcome Pack");
  model.sections = {at_a_glance(facts), escalation(facts), service_levels(facts),
                    orders("reports", "Reports you get", facts.reports, "No data: no report is scheduled yet.", zone),
                    orders("scans", "When we scan", facts.scans, "No data: no scan is scheduled yet.", zone),
                    coverage(facts), people(facts), deliverables(facts), what_next(facts), contact(facts)};
  return model;
}

}  // namespace mssp::onboard
