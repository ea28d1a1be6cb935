#include <algorithm>

#include "base/text.hpp"
#include "ticket/commands.hpp"
#include "ticket/label_store.hpp"
#include "ticket/step.hpp"

namespace mssp::ticket {
namespace {

struct Options {
  Target target;
  std::vector<std::string> tags;
  bool remove = false;
};

Options read(const cli::Arguments& arguments) {
  Options options{target(arguments), arguments.texts("tag"), false};
  for (const std::string& tag : options.tags) {
    if (!parse_tag(tag)) cli::refuse("tag", "1 to 40 of lower-case letters, digits and -_.:", tag);
  }
  std::sort(options.tags.begin(), options.tags.end());
  options.tags.erase(std::unique(options.tags.begin(), options.tags.end()), options.tags.end());
  return options;
}

Options read_removal(const cli::Arguments& arguments) {
  Options options = read(arguments);
  options.remove = true;
  return options;
}

render::Result run(Context& context, const Options& options) {
  return amend(context, options.target, [&](db::Connection& store, const Promises&, Draft& draft) {
    require_open(draft.ticket, true);
    const std::vector<std::string> before = tags_of(store, draft.ticket);
    std::vector<std::string> changed;
    for (const std::string& tag : options.tags) {
      const bool has = std::find(before.begin(), before.end(), tag) != before.end();
      if (has != options.remove) continue;
      changed.push_back(tag);
      draft.add(options.remove ? sla::EventKind::untagged : sla::EventKind::tagged,
                [&](Entry& entry) { entry.detail = tag; });
    }
    if (options.remove) {
      remove_tags(store, draft.ticket, changed);
    } else {
      add_tags(store, draft.ticket, changed);
    }
    std::vector<std::string> now = tags_of(store, draft.ticket);
    draft.note = "ticket '" + handle(draft.ticket.number) + "' has " +
                 (now.empty() ? "no tags" : "the tags " + join(now, ", "));
  });
}

cli::Option tag_option() {
  return {.name = "tag", .value = "TAG", .help = "the tag; several are separated by commas", .required = true,
          .repeatable = true};
}

}  // namespace

cli::Command tag() {
  return {.path = "ticket tag",
          .summary = "put tags on a ticket",
          .examples = {"synos-mssp ticket tag --ticket T-17 --tag phishing,vip"},
          .needs = {.store = true, .writes = true},
          .options = {ticket_option(), tag_option(), at_option()},
          .prepare = cli::steps(read, run)};
}

cli::Command untag() {
  return {.path = "ticket untag",
          .summary = "take tags off a ticket",
          .examples = {"synos-mssp ticket untag --ticket T-17 --tag vip"},
          .needs = {.store = true, .writes = true},
          .options = {ticket_option(), tag_option(), at_option()},
          .prepare = cli::steps(read_removal, run)};
}

}  // namespace mssp::ticket
