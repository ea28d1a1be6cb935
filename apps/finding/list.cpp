#include "base/slug.hpp"
#include "context.hpp"
#include "finding/commands.hpp"
#include "finding/finding_store.hpp"
#include "options.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::finding {
namespace {

Filter read(const cli::Arguments& arguments) {
  const auto severity = arguments.optional_text("severity");
  const std::string state = arguments.optional_text("state").value_or("open");
  return {.tenant = *arguments.slug("tenant"),
          .severity = severity ? parse_severity(*severity) : std::nullopt,
          .state = parse_state(state)};  // none for 'all'
}

render::Array array_of(const std::vector<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

render::Result run(Context& context, const Filter& filter) {
  db::Connection& store = context.store();
  const bool every = filter.tenant == every_tenant;
  if (!every) tenant::get(store, filter.tenant);
  render::List answer{.columns = {{"tenant", every ? "TENANT" : ""},
                                  {"finding", "FINDING"},
                                  {"asset", "ASSET"},
                                  {"port", "PORT", render::Align::right},
                                  {"protocol", ""},
                                  {"scanner", ""},
                                  {"rule", ""},
                                  {"title", "TITLE"},
                                  {"severity", "SEVERITY"},
                                  {"cves", ""},
                                  {"state", filter.state ? "" : "STATE"},
                                  {"first_seen", ""},
                                  {"last_seen", "LAST SEEN"},
                                  {"due_at", "DUE"}},
                      .rows = {},
                      .when_empty = "no findings"};
  for (Finding& finding : list(store, filter, context.now())) {
    Identity& identity = finding.identity;
    answer.rows.push_back({std::move(finding.tenant), std::move(finding.handle), std::move(identity.asset),
                           identity.port, identity.port ? render::Value(std::move(identity.protocol)) : render::Value(),
                           scanner_of(identity.source), std::move(identity.rule), std::move(finding.title),
                           name(finding.severity), array_of(finding.cves), name(finding.state), finding.first_seen,
                           finding.last_seen, finding.due_at});
  }
  return {.answer = std::move(answer)};
}

}  // namespace

cli::Command list_command() {
  return {.path = "finding list",
          .summary = "show what scans have found",
          .details = "The worst come first, then those due earliest. Open ones only, unless --state says otherwise.",
          .examples = {"synos-mssp finding list --tenant acme-corp",
                       "synos-mssp finding list --tenant all --severity critical --format json"},
          .needs = {.store = true},
          .options = {options::tenant_or_all(),
                      {.name = "severity",
                       .value = "SEVERITY",
                       .help = "only those as severe as this",
                       .choices = {"critical", "high", "medium", "low", "info"}},
                      {.name = "state",
                       .value = "STATE",
                       .help = "only those in this state; default is open",
                       .choices = {"open", "fixed", "accepted", "false-positive", "all"}}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::finding
