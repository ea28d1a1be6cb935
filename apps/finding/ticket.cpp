#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/error.hpp"
#include "base/slug.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "finding/commands.hpp"
#include "finding/feed_store.hpp"
#include "finding/handles.hpp"
#include "finding/ticketing_store.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "tenant/tenant_store.hpp"
#include "ticket/step.hpp"
#include "ticket/ticket_store.hpp"

namespace mssp::finding {
namespace {

struct Options {
  std::string tenant;  // slug or all; empty with a file
  std::optional<Severity> severity;
  std::string file;
  Per per = Per::rule;
};

Options read(const cli::Arguments& arguments) {
  const auto tenant = arguments.slug("tenant");
  const auto file = arguments.optional_text("file");
  const auto severity = arguments.optional_text("severity");
  if (tenant.has_value() == file.has_value()) {
    throw Error(Code::usage, "either --tenant or --file is required", "--file - takes what 'finding list -q' prints");
  }
  if (file && severity) throw Error(Code::usage, "--severity has no meaning with --file: the list says which");
  return {.tenant = tenant.value_or(""),
          .severity = severity ? parse_severity(*severity) : std::nullopt,
          .file = file.value_or(""),
          .per = parse_per(arguments.optional_text("per").value_or("rule")).value()};
}

struct Done {
  std::vector<std::string> opened;
  std::vector<std::string> extended;
  std::size_t linked = 0;   // findings that are on a ticket now
  std::size_t on_ticket = 0;  // that were before
  std::size_t left = 0;     // not open, or information that nobody asked for
};

// Open findings that are on no ticket.
std::vector<Finding> wanting(Context& context, db::Connection& store, const Options& options,
                             const std::vector<std::string>& handles, Done& done) {
  std::vector<Finding> all = options.file.empty()
                                 ? list(store, {.tenant = options.tenant, .severity = options.severity, .state = State::open}, context.now())
                                 : get_all(store, handles, context.now());
  const bool asked = options.severity || !options.file.empty();
  done.left = std::erase_if(all, [&](const Finding& finding) {
    return finding.state != State::open || (!asked && finding.severity == Severity::info);
  });
  const std::set<std::string> dealt_with = on_tickets(store, all);
  done.on_ticket = std::erase_if(all, [&](const Finding& finding) { return dealt_with.contains(finding.handle); });
  done.linked = all.size();
  return all;
}

std::map<std::string, tenant::Tenant> tenants_of(db::Connection& store, const std::vector<Group>& groups) {
  std::set<std::string> slugs;
  for (const Group& group : groups) slugs.insert(group.subject.tenant);
  std::map<std::string, tenant::Tenant> tenants;
  for (tenant::Listed& listed : tenant::list(store, {})) {
    if (!slugs.contains(listed.tenant.slug)) continue;
    tenant::require_open(listed.tenant);
    tenants.emplace(listed.tenant.slug, std::move(listed.tenant));
  }
  return tenants;
}

// One more ticket, or what is told on the one there is.
ticket::Draft draft_for(const Group& group, const std::map<Subject, ticket::Ticket>& known, const tenant::Tenant& tenant,
                        const ticket::Promises& promises, const ticket::Entry& blank) {
  ticket::Draft draft{.ticket = {}, .entries = {}, .note = {}, .blank = blank};
  const sla::Priority priority = priority_of(group);
  if (const auto found = known.find(group.subject); found != known.end()) {
    draft.ticket = found->second;
    draft.blank.event.at = std::max(blank.event.at, draft.ticket.changed_at);
    draft.add(sla::EventKind::message, [&](ticket::Entry& entry) { entry.message = joined_text(group); });
    if (priority < draft.ticket.priority) {
      draft.add(sla::EventKind::prioritized, [&](ticket::Entry& entry) { entry.event.priority = priority; });
    }
    return draft;
  }
  const std::int64_t version = sla::policy_for_ticket(promises.versions.at(tenant.id), blank.event.at).version;
  draft.ticket = {.tenant_id = tenant.id,
                  .tenant = tenant.slug,
                  .subject = subject_line(group),
                  .priority = priority,
                  .opened_at = blank.event.at,
                  .changed_at = blank.event.at,
                  .policy_version = version};
  draft.add(sla::EventKind::opened, [&](ticket::Entry& entry) {
    entry.event.is_public = true;
    entry.event.priority = priority;
    entry.event.policy_version = version;
    entry.message = ticket_text(group);
  });
  return draft;
}

Done make(Context& context, db::Connection& store, const Options& options, const std::vector<std::string>& handles) {
  Done done;
  if (!options.tenant.empty() && options.tenant != every_tenant) tenant::get(store, options.tenant);
  const std::vector<Finding> findings = wanting(context, store, options, handles, done);
  if (findings.empty()) return done;
  const auto exploited = known_exploited(store);
  const std::vector<Group> groups =
      groups_of(findings, options.per, [&](const std::string& cve) { return exploited.contains(cve); });
  const auto tenants = tenants_of(store, groups);
  std::vector<tenant::Tenant> promised;
  for (const auto& [slug, tenant] : tenants) promised.push_back(tenant);
  const ticket::Promises promises = ticket::promises_for(context, store, std::move(promised));
  const auto known = tickets_by_subject(store, options.per);
  ticket::Entry blank;
  blank.event.at = context.now();
  blank.event.actor = sla::Actor::agent;
  blank.author = context.world().person().login;
  std::vector<ticket::Draft> drafts;
  std::vector<ticket::Change> changes;
  for (const Group& group : groups) {
    drafts.push_back(draft_for(group, known, tenants.at(group.subject.tenant), promises, blank));
    changes.push_back({drafts.back().ticket, drafts.back().entries});
  }
  const std::vector<ticket::Ticket> kept = ticket::record(store, changes, promises);
  std::vector<Linked> linked;
  std::vector<audit::Change> audited;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const auto before = known.find(groups[i].subject);
    const bool is_new = before == known.end();
    linked.push_back({kept[i], groups[i], is_new});
    (is_new ? done.opened : done.extended).push_back(ticket::handle(kept[i].number));
    audited.push_back({kept[i].tenant, "ticket " + ticket::handle(kept[i].number),
                       is_new ? "" : render::json_line(ticket::describe(before->second)),
                       ticket::audited(kept[i], drafts[i].entries, context.now())});
  }
  link(store, linked);
  context.audit(audited);
  return done;
}

render::Result run(Context& context, const Options& options) {
  const std::vector<std::string> handles = options.file.empty() ? std::vector<std::string>{} : listed_handles(context, options.file);
  const Done done = context.change([&](db::Connection& store) { return make(context, store, options, handles); });
  std::string note = done.linked == 0 ? "no finding needs a ticket"
                                      : fmt::format("opened {} and added to {} for {}", counted(done.opened.size(), "ticket"),
                                                    done.extended.size(), counted(done.linked, "finding"));
  if (done.on_ticket > 0) note += fmt::format("; {} on a ticket already", done.on_ticket);
  if (done.left > 0) note += fmt::format("; {} left out: not open, or only information", done.left);
  return context.changed(note,
                         {{{"opened", render::Array(done.opened.begin(), done.opened.end())},
                           {"extended", render::Array(done.extended.begin(), done.extended.end())},
                           {"linked", done.linked},
                           {"on_ticket", done.on_ticket},
                           {"left_out", done.left}}},
                         done.linked > 0);
}

}  // namespace

cli::Command ticket_command() {
  cli::Option list = options::file(false);
  list.help = "a list of findings, a handle a line; - is standard input";
  return {.path = "finding ticket",
          .summary = "open tickets for findings that are on none",
          .details = "One ticket for each rule of a scanner, or with --per asset for each asset. Where one is being worked on, the "
                     "findings are added to it, and its priority rises when they are worse. A finding that is on a ticket "
                     "is left alone, until a scan sees it after that was resolved or closed.\n"
                     "Only open findings; those of severity info only when they are asked for. Critical ones make P1, high P2, "
                     "medium P3, low and info P4; a CVE that is known to be exploited makes it one step more urgent.",
          .examples = {"synos-mssp finding ticket --tenant acme-corp --severity critical",
                       "synos-mssp finding ticket --tenant all --per asset",
                       "synos-mssp finding ticket --file handles.txt"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant_or_all(false),
                      {.name = "severity",
                       .value = "SEVERITY",
                       .help = "only those as severe as this",
                       .choices = {"critical", "high", "medium", "low", "info"}},
                      std::move(list),
                      {.name = "per", .value = "WHAT", .help = "one ticket for each rule or asset; default is rule",
                       .choices = {"rule", "asset"}}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::finding
