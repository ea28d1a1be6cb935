#include "base/text.hpp"
#include "mail/commands.hpp"
#include "mail/listing.hpp"
#include "render/table.hpp"

namespace mssp::mail {
namespace {

struct Options {
  std::int64_t number = 0;
};

Options read(const cli::Arguments& arguments) { return {number_of(arguments.text("mail"))}; }

render::Result run(Context& context, const Options& options) {
  db::Connection& store = context.store();
  const Mail mail = get(store, options.number);
  render::Record record{.object = describe(mail)};
  render::List tried{.columns = {{"at", "AT"}, {"outcome", "OUTCOME"}, {"code", "CODE", render::Align::right}, {"answer", "ANSWER"}}};
  render::Array history;
  for (const Attempt& attempt : attempts(store, mail)) {
    render::Object object = describe(attempt);
    std::vector<render::Value> row;
    for (const render::Member& member : object.members) row.push_back(member.value);
    tried.rows.push_back(std::move(row));
    history.emplace_back(std::move(object));
  }
  const auto add = [&](std::string_view text) {
    while (text.ends_with('\n')) text.remove_suffix(1);
    for (const std::string_view line : split(text, '\n')) record.lines.push_back(printable(line));
  };
  add(render::table({.answer = record}, false));
  record.lines.emplace_back();
  add(mail.text);
  if (!history.empty()) {
    record.lines.emplace_back();
    add(render::table({.answer = tried}, false));
  }
  record.object.members.push_back({"text", mail.text});
  record.object.members.push_back({"history", std::move(history)});
  return {.answer = std::move(record)};
}

}  // namespace

cli::Command show() {
  return {.path = "mail show",
          .summary = "show one mail: its text, and what each attempt came to",
          .examples = {"synos-mssp mail show --mail M-1"},
          .needs = {.store = true},
          .options = {mail_option()},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::mail
