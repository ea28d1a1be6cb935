#include <fmt/core.h>

#include <map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "finding/commands.hpp"
#include "finding/describe.hpp"
#include "finding/handles.hpp"
#include "finding/repair_days.hpp"
#include "finding/settle.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::finding {
namespace {

struct Options {
  std::string finding;  // one, or
  std::string file;     // a list of them
  State target = State::open;
  std::string reason;
  std::string owner;
  std::string proof;
};

// --reason, which every change may have, is what a decision rests on: here it has to be there.
Options read(const cli::Arguments& arguments, State target) {
  const auto finding = arguments.optional_text("finding");
  const auto file = arguments.optional_text("file");
  if (finding.has_value() == file.has_value()) {
    throw Error(Code::usage, "either --finding or --file is required", "--file - takes what 'finding list -q' prints");
  }
  const auto reason = arguments.optional_text("reason");
  if (!reason) throw Error(Code::usage, "--reason is required", "say why, for the audit trail and the next auditor");
  return {.finding = finding.value_or(""),
          .file = file.value_or(""),
          .target = target,
          .reason = *reason,
          .owner = arguments.optional_text("owner").value_or(""),
          .proof = arguments.optional_text("proof").value_or("")};
}

Options read_accept(const cli::Arguments& arguments) {
  static_cast<void>(arguments.instant("expires", Zone::utc()));  // its form; run() knows the zone
  return read(arguments, State::accepted);
}
Options read_false_positive(const cli::Arguments& arguments) {
  return read(arguments, State::false_positive);
}
Options read_reopen(const cli::Arguments& arguments) {
  return read(arguments, State::open);
}

void require_later(const std::optional<Instant>& expires, Instant now) {
  if (!expires || *expires > now) return;
  throw Error(Code::usage, "--expires must be in the future, not '" + rfc3339(*expires) + "'");
}

// What the finding becomes. Only reopening begins a new life with a new time to repair.
Finding decided(Finding finding, const Options& options, const std::optional<Instant>& expires, const Zone& zone,
                const Remediation& remediation, Instant now) {
  if (finding.state == State::fixed) {
    if (options.target != State::open) {
      throw Error(Code::conflict, "finding '" + finding.handle + "' is fixed",
                  "reopen it first, if it is there after all");
    }
    ++finding.reopened;
    finding.fixed_at.reset();
    finding.due_at = remediation_due(finding.severity, now, zone, remediation);
  }
  finding.state = options.target;
  finding.owner = options.owner;
  finding.reason = options.reason;
  finding.expires_at = expires;
  finding.proof = options.proof;
  finding.verdict.clear();
  return finding;
}

bool same(const Finding& before, const Options& options, const std::optional<Instant>& expires) {
  return before.state == options.target &&
         (options.target == State::open || (before.owner == options.owner && before.reason == options.reason &&
                                            before.proof == options.proof && before.expires_at == expires));
}

struct Decided {
  std::vector<Finding> findings;  // as they are now
  std::size_t changed = 0;
};

// All of them or, when one cannot be, none.
Decided decide(Context& context, db::Connection& store, const Options& options, const std::vector<std::string>& wanted) {
  Decided done{get_all(store, wanted, context.now())};
  const config::Remediation policies = repair_days(context, store);
  std::map<std::string, tenant::Tenant> tenants;
  std::vector<Finding> changed;
  std::vector<audit::Change> changes;
  std::vector<std::string> closed;  // were open until now
  for (Finding& finding : done.findings) {
    auto place = tenants.find(finding.tenant);
    if (place == tenants.end()) {
      place = tenants.emplace(finding.tenant, tenant::get(store, finding.tenant)).first;
      tenant::require_open(place->second);
    }
    const Zone zone = tenant::zone_of(place->second);
    const std::optional<Instant> expires =
        options.target == State::accepted ? context.arguments().instant("expires", zone) : std::nullopt;
    require_later(expires, context.now());
    if (same(finding, options, expires)) continue;
    Finding now = decided(finding, options, expires, zone, policies.of(finding.tenant), context.now());
    changes.push_back({finding.tenant, "finding " + now.handle, render::json_line(describe(finding)),
                       render::json_line(describe(now))});
    if (finding.state == State::open) closed.push_back(finding.handle);
    finding = now;
    changed.push_back(std::move(now));
  }
  done.changed = changed.size();
  update_decisions(store, changed);
  if (!changes.empty()) context.audit(changes);
  std::vector<tenant::Tenant> theirs;
  for (const auto& [slug, tenant] : tenants) theirs.push_back(tenant);
  tell_decided(context, store, theirs, closed, options.target);
  return done;
}

render::Result run(Context& context, const Options& options) {
  const std::vector<std::string> wanted =
      options.finding.empty() ? listed_handles(context, options.file) : std::vector<std::string>{options.finding};
  const Decided done = context.change([&](db::Connection& store) { return decide(context, store, options, wanted); });
  const std::string_view state = name(options.target);
  if (!options.finding.empty()) {
    const Finding& after = done.findings.front();
    return context.changed(fmt::format("finding '{}' is {}{}", after.handle, state, done.changed > 0 ? "" : " already"),
                           describe(after), done.changed > 0);
  }
  return context.changed(fmt::format("changed {} of {} to {}", done.changed, counted(wanted.size(), "finding"), state),
                         {{{"findings", wanted.size()}, {"decided", done.changed}, {"state", state}}}, done.changed > 0);
}

cli::Command decision(const std::string& verb, const std::string& summary, const std::string& details,
                      Options (*read_options)(const cli::Arguments&)) {
  return {.path = "finding " + verb,
          .summary = summary,
          .details = details,
          .examples = {"synos-mssp finding " + verb +
                       " --finding F-0123456789abcdef --reason \"agreed with the customer\"",
                       "synos-mssp finding " + verb + " --file handles.txt --reason \"agreed with the customer\""},
          .needs = {.store = true, .writes = true},
          .options = {finding_option(false), options::file(false)},
          .prepare = cli::steps(read_options, run)};
}

}  // namespace

cli::Command accept() {
  cli::Command command =
      decision("accept", "live with a finding, for a reason",
               "Scans leave an accepted finding as it is. With --expires it is open again from then on.", read_accept);
  command.examples = {
      "synos-mssp finding accept --finding F-0123456789abcdef --owner ann@acme.com --expires 2025-12-31 "
      "--reason \"replaced with the new firewall\"",
      "synos-mssp finding accept --file - --owner ann@acme.com --proof CHG-1204 --reason \"switched off in May\""};
  command.options.push_back({.name = "owner", .value = "WHO", .help = "who answers for it", .required = true});
  command.options.push_back({.name = "proof", .value = "TEXT", .help = "what it rests on: a document, a link, a number"});
  command.options.push_back({.name = "expires", .value = "TIME", .help = "until when; default is for good"});
  return command;
}

cli::Command false_positive() {
  return decision("false-positive", "say that a finding is none", "Scans leave a false positive as it is.",
                  read_false_positive);
}

cli::Command reopen() {
  return decision(
      "reopen", "take a decision on a finding back",
      "A finding that was accepted or a false positive keeps the time by which it is to be repaired; a fixed "
      "one gets a new one.",
      read_reopen);
}

}  // namespace mssp::finding
