#include "context.hpp"
#include "finding/commands.hpp"
#include "finding/describe.hpp"
#include "finding/ticketing_store.hpp"

namespace mssp::finding {
namespace {

struct Options {
  std::string finding;
};

Options read(const cli::Arguments& arguments) {
  return {arguments.text("finding")};
}

render::Result run(Context& context, const Options& options) {
  render::Object object = describe(get(context.store(), options.finding, context.now()));
  render::Array tickets;
  for (const std::int64_t number : tickets_of(context.store(), options.finding)) tickets.emplace_back(ticket::handle(number));
  object.members.push_back({"tickets", std::move(tickets)});
  return {.answer = render::Record{.object = std::move(object)}};
}

}  // namespace

cli::Command show() {
  return {.path = "finding show",
          .summary = "show one finding with all that is known of it",
          .details = "An acceptance that has expired reads as open.",
          .examples = {"synos-mssp finding show --finding F-0123456789abcdef"},
          .needs = {.store = true},
          .options = {finding_option()},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::finding
