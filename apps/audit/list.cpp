#include "audit/audit.hpp"
#include "audit/commands.hpp"
#include "context.hpp"
#include "json/read.hpp"
#include "options.hpp"

namespace mssp::audit {
namespace {

constexpr std::int64_t most_entries = 1'000'000'000;

struct Options {
  Filter filter;
  bool has_since = false;
};

Options read(const cli::Arguments& arguments) {
  // A date without a zone is of the provider's zone, known later; that it is a date at all shows now.
  return {.filter = {.tenant = arguments.slug("tenant"),
                     .login = arguments.optional_text("actor"),
                     .since = arguments.instant("since", Zone::utc()),
                     .newest = arguments.integer("last", 1, most_entries)},
          .has_since = arguments.has("since")};
}

// What was written as JSON is answered as JSON; a text that is none stays a text.
render::Value state(const std::string& written) {
  if (written.empty()) return nullptr;
  try {
    return json::read(written, "audit");
  } catch (const Error&) {
    return written;
  }
}

render::Result run(Context& context, const Options& options) {
  Filter filter = options.filter;
  if (options.has_since) filter.since = context.arguments().instant("since", context.organization_zone());
  render::List answer{.columns = {{"number", "NO", render::Align::right},
                                  {"at", "AT"},
                                  {"actor", "ACTOR"},
                                  {"staff", ""},
                                  {"command", "COMMAND"},
                                  {"tenant", ""},
                                  {"object", "OBJECT"},
                                  {"reason", "REASON"},
                                  {"before", ""},
                                  {"after", ""},
                                  {"hash", ""}},
                      .rows = {},
                      .when_empty = "no audit entries"};
  const auto or_null = [](std::string text) { return text.empty() ? render::Value() : render::Value(std::move(text)); };
  for (Entry& entry : list(context.store(), filter)) {
    answer.rows.push_back({entry.number, entry.actor.at, std::move(entry.actor.login), or_null(std::move(entry.actor.staff)),
                           std::move(entry.actor.command), or_null(std::move(entry.change.tenant)),
                           std::move(entry.change.object), or_null(std::move(entry.actor.reason)),
                           state(entry.change.before), state(entry.change.after), std::move(entry.hash)});
  }
  return {.answer = std::move(answer)};
}

}  // namespace

cli::Command list_command() {
  return {.path = "audit list",
          .summary = "show who changed what, when and why",
          .details = "Oldest first. JSON and CSV also give the state before and after each change, and its hash. A time "
                     "without a zone is in the provider's.",
          .examples = {"synos-mssp audit list --last 20", "synos-mssp audit list --tenant acme-corp --since 2025-09-01",
                       "synos-mssp audit list --actor ann --format json"},
          .needs = {.store = true},
          .options = {options::tenant(false),
                      {.name = "since", .value = "TIME", .help = "only what was done at TIME or later"},
                      {.name = "actor", .value = "LOGIN", .help = "only what this user did"},
                      {.name = "last", .value = "N", .help = "only the newest N"}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::audit
