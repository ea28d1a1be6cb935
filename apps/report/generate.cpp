#include "base/error.hpp"
#include "base/slug.hpp"
#include "base/text.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "report/commands.hpp"
#include "report/workshop.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::report {
namespace {

struct Options {
  std::string tenant;
  std::optional<Month> month;
  std::vector<std::string> formats;
  std::vector<std::string> recipients;
};

Options read(const cli::Arguments& arguments) {
  std::vector<std::string> wanted = arguments.texts("format");
  for (const std::string& format : wanted) {
    if (std::find(formats.begin(), formats.end(), format) == formats.end()) {
      cli::refuse("format", "pdf, json or both: pdf,json", format);
    }
  }
  if (wanted.empty()) wanted = {"pdf"};
  return {*arguments.slug("tenant"), arguments.month("month"), std::move(wanted), recipients(arguments)};
}

std::string note_of(const Produced& produced, bool dry_run) {
  std::string note = (produced.revision.is_new ? "made report " : "report unchanged: ") + produced.revision.handle();
  for (const auto& file : produced.files) note += (dry_run ? ", not written: " : ", ") + file.native();
  return note;
}

render::Result run(Context& context, const Options& options) {
  Workshop shop = workshop(context);
  const std::vector<Produced> all = context.change([&](db::Connection& store) {
    std::vector<Produced> produced;
    for (const tenant::Tenant& tenant : tenant::named(store, options.tenant)) {
      if (tenant.status == tenant::Status::purged) tenant::require_open(tenant);
      const Zone zone = tenant::zone_of(tenant);
      const Month month = options.month.value_or(plus_months(month_of(context.now(), zone), -1));
      produced.push_back(produce(store, shop, {tenant, month, options.formats, options.recipients}, context.now()));
      const std::string after = render::json_line(describe(produced.back()));
      context.audit({{tenant.slug, "report " + produced.back().revision.handle(), "", after}});
    }
    return produced;
  });
  for (const Produced& produced : all) {
    context.note(note_of(produced, context.dry_run()));
    for (const Mailed& mail : produced.mail) {
      context.note("mail to " + mail.recipient + " is " + mail.state);
    }
  }
  if (options.tenant != every_tenant) return context.changed("", describe(all.front()), all.front().revision.is_new);
  render::Array reports;
  for (const Produced& produced : all) reports.push_back(describe(produced));
  return context.changed(counted(all.size(), "report"), {{{"reports", std::move(reports)}}}, !all.empty());
}

}  // namespace

cli::Command generate() {
  return {.path = "report generate",
          .summary = "make a customer's report of a month",
          .details = "The report is written into the reports folder (reports.directory of mssp.yml, or 'reports' beside "
                     "the store) and kept in the store. While its figures do not change it stays the same revision, "
                     "with the same bytes. --email queues it in the outbox, once for each revision and recipient; "
                     "'mail send' delivers it. With --format json the answer is JSON too.",
          .examples = {"synos-mssp report generate --tenant acme-corp --month 2025-09 --type executive --format pdf "
                       "--email ceo@acme.com",
                       "synos-mssp report generate --tenant all --format pdf,json"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant_or_all(),
                      {.name = "month", .value = "YYYY-MM", .help = "the month in the tenant's zone; default is the last one"},
                      {.name = "type", .value = "TYPE", .help = "what kind of report", .choices = {"executive"}},
                      {.name = "format", .value = "FORMATS", .help = "pdf, json or both: pdf,json; default is pdf",
                       .repeatable = true},
                      {.name = "email", .value = "ADDRESSES", .help = "whom to mail it to", .repeatable = true}},
          .formats = {},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::report
