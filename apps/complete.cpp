#include "complete.hpp"

#include "base/error.hpp"
#include "base/slug.hpp"
#include "cli/complete.hpp"
#include "commands.hpp"
#include "context.hpp"
#include "mail/outbox_store.hpp"
#include "staff/staff_store.hpp"
#include "tenant/tenant_store.hpp"
#include "ticket/ticket_store.hpp"
#include "user/user_store.hpp"

namespace mssp {
namespace {

std::vector<std::string> known(Context& context, cli::Offers offers) {
  std::vector<std::string> all;
  switch (offers) {
    case cli::Offers::tenants_or_all:
      all.emplace_back(every_tenant);
      [[fallthrough]];
    case cli::Offers::tenants:
      for (std::string& slug : tenant::slugs(context.store())) all.push_back(std::move(slug));
      break;
    case cli::Offers::tiers:
      for (const config::Tier& tier : config::load_tiers(context.folder())) all.push_back(tier.name);
      break;
    case cli::Offers::users:
      for (const user::Membership& membership : user::list(context.store(), std::nullopt)) all.push_back(membership.email);
      break;
    case cli::Offers::tickets:
      all = ticket::handles(context.store());
      break;
    case cli::Offers::mails:
      all = mail::handles(context.store());
      break;
    case cli::Offers::calendars:
      all.emplace_back(config::always_open);
      for (const config::CalendarFile& calendar : config::load_calendars(context.folder())) all.push_back(calendar.name);
      break;
    case cli::Offers::analysts:
      all = staff::handles(context.store());
      break;
    case cli::Offers::files:
    case cli::Offers::nothing:
      break;
  }
  return all;
}

}  // namespace

std::string complete(world::World& world, const std::vector<std::string>& words) {
  const cli::Completion completion = cli::complete(commands(), words);
  std::string out;
  for (const std::string& candidate : completion.candidates) out += candidate + "\n";
  if (completion.offers == cli::Offers::files) return out + ":files\n";
  if (completion.offers == cli::Offers::nothing) return out;
  static const cli::Command reading{.path = "__complete", .needs = {.store = true}};
  const cli::Arguments none({});
  try {
    Context context(world, reading, none);
    const std::string begin = words.empty() ? "" : words.back();
    for (const std::string& value : known(context, completion.offers)) {
      if (value.starts_with(begin)) out += value + "\n";
    }
  } catch (const Error&) {
    // A shell that completes must not print errors between what the user types: no store, no candidates.
  }
  return out;
}

}  // namespace mssp
