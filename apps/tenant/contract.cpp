#include "base/error.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "tenant/commands.hpp"
#include "tenant/contract_store.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::tenant {
namespace {

constexpr std::size_t longest_reference = 200;

struct Options {
  std::string tenant;
  std::string reference;
  std::optional<std::chrono::year_month_day> first_day;
  std::chrono::year_month_day last_day;
};

std::optional<std::chrono::year_month_day> date(const cli::Arguments& arguments, const std::string& option) {
  const auto written = arguments.optional_text(option);
  if (!written) return std::nullopt;
  const auto day = parse_date(*written);
  if (!day) cli::refuse(option, "a date such as 2026-12-31", *written);
  return day;
}

Options read(const cli::Arguments& arguments) {
  Options options{*arguments.slug("tenant"), arguments.text("reference"), date(arguments, "from"), date(arguments, "until").value()};
  if (options.reference.size() > longest_reference) cli::refuse("reference", "at most 200 bytes long", options.reference.substr(0, 20) + "...");
  if (options.first_day && *options.first_day > options.last_day) throw Error(Code::usage, "--until is before --from");
  return options;
}

render::Result run(Context& context, const Options& options) {
  const auto [contract, changed] = context.change([&](db::Connection& store) {
    const Tenant tenant = get(store, options.tenant);
    require_open(tenant);
    const Zone zone = zone_of(tenant);
    const std::chrono::year_month_day after{std::chrono::sys_days{options.last_day} + std::chrono::days{1}};
    Contract made{.reference = options.reference, .starts = {}, .ends = zone.first_instant(midnight(after))};
    if (options.first_day) made.starts = zone.first_instant(midnight(*options.first_day));
    const auto before = contract_of(store, tenant);
    if (before == made) return std::pair(made, false);
    record(store, tenant, made, context.actor().login, context.now());
    context.audit({{tenant.slug, "contract of " + tenant.slug, before ? render::json_line(describe(tenant.slug, *before)) : "",
                    render::json_line(describe(tenant.slug, made))}});
    return std::pair(made, true);
  });
  return context.changed("the contract '" + printable(contract.reference) + "' of tenant '" + options.tenant + "' " +
                             (changed ? "ends with " : "was recorded already: it ends with ") + text(options.last_day),
                         describe(options.tenant, contract), changed);
}

}  // namespace

cli::Command contract() {
  return {.path = "tenant contract",
          .summary = "record a customer's contract and its last day",
          .details = "'today' tells of its end in time. A new one takes the place of the last; all stay in the store.",
          .examples = {"synos-mssp tenant contract --tenant acme-corp --reference \"MSA 2026-17\" --from 2026-01-01 --until 2026-12-31"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(),
                      {.name = "reference", .value = "TEXT", .help = "by what it is filed", .required = true},
                      {.name = "from", .value = "DATE", .help = "its first day, in the tenant's zone"},
                      {.name = "until", .value = "DATE", .help = "its last day", .required = true}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::tenant
