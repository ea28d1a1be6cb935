#include "mail/commands.hpp"
#include "mail/listing.hpp"
#include "options.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::mail {
namespace {

Filter read(const cli::Arguments& arguments) { return {arguments.slug("tenant"), arguments.optional_text("state")}; }

render::Result run(Context& context, const Filter& filter) { return {.answer = listing(context, filter)}; }

}  // namespace

render::List listing(Context& context, const Filter& filter) {
  if (filter.tenant) tenant::get(context.store(), *filter.tenant);
  render::List answer{.columns = {{"mail", "MAIL"},
                                  {"tenant", "TENANT"},
                                  {"kind", ""},
                                  {"about", ""},
                                  {"recipient", "RECIPIENT"},
                                  {"subject", "SUBJECT"},
                                  {"state", "STATE"},
                                  {"queued_at", "QUEUED"},
                                  {"changed_at", ""},
                                  {"due_at", ""},
                                  {"attempts", "TRIED", render::Align::right},
                                  {"answer", ""},
                                  {"attachments", ""},
                                  {"message_id", ""}},
                      .when_empty = "the outbox is empty"};
  for (const Mail& mail : list(context.store(), filter)) {
    std::vector<render::Value> row;
    for (render::Member& member : describe(mail).members) row.push_back(std::move(member.value));
    answer.rows.push_back(std::move(row));
  }
  return answer;
}

cli::Option mail_option(bool repeatable) {
  return {.name = "mail", .value = "NUMBER", .help = "the mail, such as M-17", .required = true, .repeatable = repeatable,
          .offers = cli::Offers::mails};
}

std::int64_t number_of(const std::string& given) {
  const auto number = parse_handle(given);
  if (!number) cli::refuse("mail", "a mail's number such as M-17", given);
  return *number;
}

cli::Command list_command() {
  return {.path = "mail list",
          .summary = "show the mail that waits, and what became of the rest",
          .details = "Oldest first. 'queued' waits for its first attempt and 'deferred' for the next one, 'bounced' was "
                     "refused for good, 'failed' was given up, 'held' waits for 'mail release'.",
          .examples = {"synos-mssp mail list", "synos-mssp mail list --tenant acme-corp --state deferred"},
          .needs = {.store = true},
          .options = {options::tenant(false),
                      {.name = "state", .value = "STATE", .help = "only mail in this state",
                       .choices = {states.begin(), states.end()}}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::mail
