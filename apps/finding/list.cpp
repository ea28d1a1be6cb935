#include <algorithm>
#include <map>
#include <set>

#include "base/slug.hpp"
#include "context.hpp"
#include "finding/commands.hpp"
#include "finding/feed_store.hpp"
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

// What feeds say of the CVEs of these findings.
class Exploitation {
 public:
  Exploitation(db::Connection& store, const std::vector<Finding>& findings) : known_(known_exploited(store)) {
    std::set<std::string> cves;
    for (const Finding& finding : findings) cves.insert(finding.cves.begin(), finding.cves.end());
    if (!cves.empty()) scores_ = exploit_scores(store, {cves.begin(), cves.end()});
  }
  bool known(const Finding& finding) const {
    return std::any_of(finding.cves.begin(), finding.cves.end(), [&](const auto& cve) { return known_.contains(cve); });
  }
  // The highest of its CVEs.
  std::optional<Percent> percent(const Finding& finding) const {
    std::optional<Percent> highest;
    for (const std::string& cve : finding.cves) {
      const auto found = scores_.find(cve);
      if (found != scores_.end() && (!highest || found->second.score > highest->thousandths)) highest = Percent{found->second.score};
    }
    return highest;
  }

 private:
  std::map<std::string, KnownExploited> known_;
  std::map<std::string, ExploitScore> scores_;
};

std::string handles_of(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) text += finding.handle + "\n";
  return text;
}

render::Value severity_said(const Finding& finding) {
  return finding.scanner_severity ? render::Value(name(*finding.scanner_severity)) : render::Value();
}

render::Value text_or_nothing(const std::string& text) { return text.empty() ? render::Value() : render::Value(text); }

render::Array array_of(const std::vector<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

render::Result run(Context& context, const Filter& filter) {
  db::Connection& store = context.store();
  const bool every = filter.tenant == every_tenant;
  const std::string format = context.arguments().optional_text("format").value_or(context.world().variable("SYNOS_MSSP_FORMAT"));
  const bool table = format.empty() || format == "table";
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
                                  {"due_at", "DUE"},
                                  {"scanner_severity", ""},
                                  {"component", ""},
                                  {"known_exploited", ""},
                                  {"exploit_percent", ""}},
                      .rows = {},
                      .when_empty = "no findings"};
  std::vector<Finding> findings = list(store, filter, context.now());
  if (context.arguments().has("quiet") && table) return {.answer = render::Document{handles_of(findings)}};
  const Exploitation exploitation(store, findings);
  for (Finding& finding : findings) {
    Identity& identity = finding.identity;
    answer.rows.push_back({std::move(finding.tenant), std::move(finding.handle), std::move(identity.asset),
                           identity.port, identity.port ? render::Value(std::move(identity.protocol)) : render::Value(),
                           scanner_of(identity.source), std::move(identity.rule), std::move(finding.title),
                           name(finding.severity), array_of(finding.cves), name(finding.state), finding.first_seen,
                           finding.last_seen, finding.due_at, severity_said(finding),
                           text_or_nothing(identity.component), exploitation.known(finding),
                           exploitation.percent(finding)});
  }
  return {.answer = std::move(answer)};
}

}  // namespace

cli::Command list_command() {
  return {.path = "finding list",
          .summary = "show what scans have found",
          .details = "The worst come first, then those due earliest. Open ones only, unless --state says otherwise.\n"
                     "With --quiet only their handles are printed, a line each, as 'finding accept --file -' takes them.",
          .examples = {"synos-mssp finding list --tenant acme-corp",
                       "synos-mssp finding list --tenant all --severity critical --format json",
                       "synos-mssp finding list --tenant acme-corp --severity low --quiet"},
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
