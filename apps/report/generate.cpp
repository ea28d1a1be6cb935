#include "base/error.hpp"
#include "base/slug.hpp"
#include "base/text.hpp"
#include "options.hpp"
#include "report/commands.hpp"
#include "report/template_load.hpp"
#include "report/workshop.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::report {
namespace {

struct Options {
  std::string tenant;
  std::optional<Month> month;
  std::string form;  // a type or a template
  std::vector<std::string> formats;
  std::vector<std::string> recipients;
};

Options read(const cli::Arguments& arguments) {
  if (arguments.has("type") && arguments.has("template")) {
    throw Error(Code::usage, "--type and --template exclude each other", "a template has a type of its own");
  }
  const std::string form = arguments.optional_text("template").value_or(arguments.choice("type", type_names()).value_or("executive"));
  return {*arguments.slug("tenant"), arguments.month("month"), form, formats_of(arguments), recipients(arguments)};
}

// The last period that is over, or the one that holds the month asked for.
Span span_of(const Options& options, int months, Instant now, const Zone& zone) {
  if (options.month) return span_with(*options.month, months);
  return span_with(plus_months(span_with(month_of(now, zone), months).first, -1), months);
}

render::Result run(Context& context, const Options& options) {
  Workshop shop = workshop(context);
  const Template form = find_template(context.folder(), options.form);
  std::vector<Order> orders;
  const std::vector<Outcome> outcomes = context.change([&](db::Connection& store) {
    orders.clear();  // a transaction that met another one is begun again
    for (const tenant::Tenant& tenant : tenant::named(store, options.tenant)) {
      if (tenant.status == tenant::Status::purged) tenant::require_open(tenant);
      const Span span = span_of(options, form.type->months, context.now(), tenant::zone_of(tenant));
      orders.push_back({tenant, span, form, options.formats, options.recipients});
    }
    std::vector<Outcome> made = make(context, store, shop, orders);
    if (options.tenant != every_tenant && made.front().failure) throw *made.front().failure;
    return made;
  });
  tell(context, outcomes, orders, true);
  if (options.tenant != every_tenant) {
    const Produced& produced = *outcomes.front().produced;
    return context.changed("", describe(produced), produced.revision.is_new);
  }
  render::Array reports;
  for (const Outcome& outcome : outcomes) {
    if (outcome.produced) reports.push_back(describe(*outcome.produced));
  }
  const std::size_t made = reports.size();
  const std::size_t failed = outcomes.size() - made;
  render::Result result = context.changed(counted(made, "report") + (failed > 0 ? ", " + std::to_string(failed) + " failed" : ""),
                                          {{{"reports", std::move(reports)}, {"failed", failed}}}, made > 0);
  if (failed > 0) result.status = exit_status(Code::failed);
  return result;
}

}  // namespace

cli::Command generate() {
  return {.path = "report generate",
          .summary = "make a customer's report of a month or quarter",
          .details = "The report is written into the reports folder (reports.directory of mssp.yml, or 'reports' beside "
                     "the store) and kept in the store. While its figures do not change it stays the same revision, "
                     "with the same bytes; a correction is the next revision and lists what it changes. --email queues "
                     "it in the outbox, once for each revision and recipient; 'mail send' delivers it. "
                     "With --format json the answer is JSON too. Of all tenants, one that fails does not stop the others; "
                     "the exit status is then 1.",
          .examples = {"synos-mssp report generate --tenant acme-corp --month 2025-09 --type executive --format pdf "
                       "--email ceo@acme.com",
                       "synos-mssp report generate --tenant all --format pdf,json",
                       "synos-mssp report generate --tenant acme-corp --month 2025-09 --type quarterly --format html"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant_or_all(),
                      {.name = "month", .value = "YYYY-MM",
                       .help = "the month in the tenant's zone, or one of the quarter; default is the last that is over"},
                      {.name = "type", .value = "TYPE", .help = "what kind of report; default is executive", .choices = type_names()},
                      {.name = "template", .value = "TEMPLATE", .help = "a template of your own, as 'report template list' shows them"},
                      format_option(),
                      {.name = "email", .value = "ADDRESSES", .help = "whom to mail it to", .repeatable = true},
                      verbose_option()},
          .formats = {},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::report
