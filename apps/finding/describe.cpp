#include "finding/describe.hpp"

namespace mssp::finding {
namespace {

render::Value text_or_nothing(const std::string& text) {
  return text.empty() ? render::Value() : render::Value(text);
}

}  // namespace

render::Object describe(const Finding& finding) {
  const Identity& identity = finding.identity;
  render::Value score;
  if (finding.cvss) {
    score = std::to_string(finding.cvss->tenths / 10) + "." + std::to_string(finding.cvss->tenths % 10);
  }
  render::Value scanner_severity;
  if (finding.scanner_severity) scanner_severity = name(*finding.scanner_severity);
  return {{{"finding", finding.handle},
           {"tenant", finding.tenant},
           {"asset", identity.asset},
           {"hostname", text_or_nothing(finding.hostname)},
           {"port", identity.port},
           {"protocol", text_or_nothing(identity.protocol)},
           {"scanner", scanner_of(identity.source)},
           {"source", identity.source},
           {"rule", identity.rule},
           {"component", text_or_nothing(identity.component)},
           {"title", finding.title},
           {"detail", text_or_nothing(finding.detail)},
           {"severity", name(finding.severity)},
           {"scanner_severity", scanner_severity},
           {"cvss", score},
           {"cves", render::Array(finding.cves.begin(), finding.cves.end())},
           {"state", name(finding.state)},
           {"first_seen", finding.first_seen},
           {"last_seen", finding.last_seen},
           {"due_at", finding.due_at},
           {"fixed_at", finding.fixed_at},
           {"reopened", finding.reopened},
           {"owner", text_or_nothing(finding.owner)},
           {"reason", text_or_nothing(finding.reason)},
           {"expires_at", finding.expires_at},
           {"proof", text_or_nothing(finding.proof)},
           {"verdict", text_or_nothing(finding.verdict)}}};
}

cli::Option finding_option(bool required) {
  return {.name = "finding", .value = "FINDING", .help = "the finding, as 'finding list' names it", .required = required};
}

}  // namespace mssp::finding
