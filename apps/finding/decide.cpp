#include <fmt/core.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "finding/commands.hpp"
#include "finding/describe.hpp"
#include "render/json.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::finding {
namespace {

struct Options {
  std::string finding;
  State target = State::open;
  std::string reason;
  std::string owner;
};

// --reason, which every change may have, is what a decision rests on: here it has to be there.
Options read(const cli::Arguments& arguments, State target) {
  const auto reason = arguments.optional_text("reason");
  if (!reason) throw Error(Code::usage, "--reason is required", "say why, for the audit trail and the next auditor");
  return {arguments.text("finding"), target, *reason, arguments.optional_text("owner").value_or("")};
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
                Instant now) {
  if (finding.state == State::fixed) {
    if (options.target != State::open) {
      throw Error(Code::conflict, "finding '" + finding.handle + "' is fixed",
                  "reopen it first, if it is there after all");
    }
    ++finding.reopened;
    finding.fixed_at.reset();
    finding.due_at = remediation_due(finding.severity, now, zone);
  }
  finding.state = options.target;
  finding.owner = options.owner;
  finding.reason = options.reason;
  finding.expires_at = expires;
  return finding;
}

render::Result run(Context& context, const Options& options) {
  const auto [changed, after] = context.change([&](db::Connection& store) {
    Finding before = get(store, options.finding, context.now());
    const tenant::Tenant tenant = tenant::get(store, before.tenant);
    tenant::require_open(tenant);
    const Zone zone = tenant::zone_of(tenant);
    const std::optional<Instant> expires =
        options.target == State::accepted ? context.arguments().instant("expires", zone) : std::nullopt;
    require_later(expires, context.now());
    const bool same =
        before.state == options.target &&
        (options.target == State::open ||
         (before.owner == options.owner && before.reason == options.reason && before.expires_at == expires));
    if (same) return std::pair(false, std::move(before));
    Finding now = decided(before, options, expires, zone, context.now());
    update_decision(store, now);
    context.audit({{tenant.slug, "finding " + now.handle, render::json_line(describe(before)),
                    render::json_line(describe(now))}});
    return std::pair(true, std::move(now));
  });
  return context.changed(
      fmt::format("finding '{}' is {}{}", after.handle, name(after.state), changed ? "" : " already"), describe(after),
      changed);
}

cli::Command decision(const std::string& verb, const std::string& summary, const std::string& details,
                      Options (*read_options)(const cli::Arguments&)) {
  return {.path = "finding " + verb,
          .summary = summary,
          .details = details,
          .examples = {"synos-mssp finding " + verb +
                       " --finding F-0123456789abcdef --reason \"agreed with the customer\""},
          .needs = {.store = true, .writes = true},
          .options = {finding_option()},
          .prepare = cli::steps(read_options, run)};
}

}  // namespace

cli::Command accept() {
  cli::Command command =
      decision("accept", "live with a finding, for a reason",
               "Scans leave an accepted finding as it is. With --expires it is open again from then on.", read_accept);
  command.examples = {
      "synos-mssp finding accept --finding F-0123456789abcdef --owner ann@acme.com --expires 2025-12-31 "
      "--reason \"replaced with the new firewall\""};
  command.options.push_back({.name = "owner", .value = "WHO", .help = "who answers for it", .required = true});
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
