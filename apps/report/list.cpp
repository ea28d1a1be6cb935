#include "context.hpp"
#include "mail/listing.hpp"
#include "options.hpp"
#include "report/commands.hpp"
#include "report/revision_store.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::report {
namespace {

struct Options {
  std::optional<std::string> tenant;
  std::optional<std::string> type;
};

Options read(const cli::Arguments& arguments) { return {arguments.slug("tenant"), arguments.optional_text("type")}; }

render::Result run_list(Context& context, const Options& options) {
  if (options.tenant) tenant::get(context.store(), *options.tenant);
  render::List answer{.columns = {{"report", "REPORT"},
                                  {"tenant", ""},
                                  {"type", ""},
                                  {"period", ""},
                                  {"revision", ""},
                                  {"frozen_at", "MADE"},
                                  {"sha256", "SHA256"}},
                      .when_empty = "no reports"};
  for (const Revision& revision : list(context.store(), Filter{.tenant = options.tenant, .type = options.type})) {
    answer.rows.push_back({revision.handle(), revision.tenant, revision.type, revision.period, revision.number,
                           revision.frozen_at, revision.sha256});
  }
  return {.answer = std::move(answer)};
}

render::Result run_outbox(Context& context, const Options& options) {
  return {.answer = mail::listing(context, {.tenant = options.tenant, .state = {}})};
}

}  // namespace

cli::Command list_command() {
  return {.path = "report list",
          .summary = "show the reports made so far",
          .details = "Newest first. The checksum is that of the report's figures, not of a file.",
          .examples = {"synos-mssp report list --tenant acme-corp", "synos-mssp report list --type quarterly --format csv"},
          .needs = {.store = true},
          .options = {options::tenant(false),
                      {.name = "type", .value = "TYPE", .help = "only reports of this type, or type:template"}},
          .prepare = cli::steps(read, run_list)};
}

cli::Command outbox() {
  return {.path = "report outbox",
          .summary = "show the mail that reports are sent by: the same as 'mail list'",
          .examples = {"synos-mssp report outbox", "synos-mssp report outbox --tenant acme-corp --format json"},
          .needs = {.store = true},
          .options = {options::tenant(false)},
          .prepare = cli::steps(read, run_outbox)};
}

}  // namespace mssp::report
