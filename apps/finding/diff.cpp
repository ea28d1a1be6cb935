#include "base/error.hpp"
#include "context.hpp"
#include "finding/commands.hpp"
#include "finding/history_store.hpp"
#include "options.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::finding {
namespace {

struct Options {
  std::string tenant;
  std::int64_t from = 0;
  std::int64_t to = 0;
};

std::int64_t scan_number(const cli::Arguments& arguments, const std::string& option) {
  const std::string given = arguments.text(option);
  const auto number = scan::parse_handle(given);
  if (!number) cli::refuse(option, "a scan such as S-12", given);
  return *number;
}

Options read(const cli::Arguments& arguments) {
  return {*arguments.slug("tenant"), scan_number(arguments, "from"), scan_number(arguments, "to")};
}

render::Value text_or_nothing(const std::string& text) { return text.empty() ? render::Value() : render::Value(text); }

render::Result run(Context& context, const Options& options) {
  db::Connection& store = context.store();
  const tenant::Tenant tenant = tenant::get(store, options.tenant);
  const scan::Scan from = scan::get(store, tenant, options.from);
  const scan::Scan to = scan::get(store, tenant, options.to);
  if (from.scanner != to.scanner) {
    throw Error(Code::conflict, "scan '" + scan::handle(from.number) + "' is of " + from.scanner + ", '" +
                                    scan::handle(to.number) + "' of " + to.scanner,
                "only scans of one scanner can be compared");
  }
  render::List answer{.columns = {{"change", "CHANGE"},
                                  {"finding", "FINDING"},
                                  {"asset", "ASSET"},
                                  {"port", "PORT", render::Align::right},
                                  {"protocol", ""},
                                  {"rule", ""},
                                  {"component", ""},
                                  {"title", "TITLE"},
                                  {"severity", "SEVERITY"},
                                  {"state", "STATE"}},
                      .rows = {},
                      .when_empty = "no difference"};
  for (const Difference& difference : differences(store, tenant, from, to)) {
    const Identity& identity = difference.identity;
    answer.rows.push_back({difference.appeared ? "new" : "gone", difference.handle, identity.asset, identity.port,
                           text_or_nothing(identity.protocol), identity.rule, text_or_nothing(identity.component),
                           difference.title, name(difference.severity), name(difference.state)});
  }
  return {.answer = std::move(answer)};
}

}  // namespace

cli::Command diff() {
  return {.path = "finding diff",
          .summary = "show what one scan saw and another did not",
          .details = "'new' was seen by --to only, 'gone' by --from only; the state is that of now: what is gone may "
                     "still be open, where the later scan did not look.",
          .examples = {"synos-mssp finding diff --tenant acme-corp --from S-1 --to S-2"},
          .needs = {.store = true},
          .options = {options::tenant(),
                      {.name = "from", .value = "SCAN", .help = "the earlier scan, as 'scan list' names it", .required = true},
                      {.name = "to", .value = "SCAN", .help = "the later scan", .required = true}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::finding
