#include "tenant/tenant.hpp"

#include <fmt/core.h>

#include <array>

#include "base/error.hpp"
#include "base/slug.hpp"
#include "base/text.hpp"

namespace mssp::tenant {
namespace {

constexpr std::array<std::string_view, 7> names{"prospect",    "onboarding", "active", "suspended",
                                                "offboarding", "archived",   "purged"};
constexpr std::size_t longest_name = 200;

}  // namespace

std::string_view name(Status status) { return names.at(static_cast<std::size_t>(status)); }

std::optional<Status> parse_status(std::string_view text) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names.at(i) == text) return static_cast<Status>(i);
  }
  return std::nullopt;
}

Zone zone_of(const Tenant& tenant) { return Zone::named(tenant.timezone).value_or(Zone::utc()); }
std::string day_of(const Tenant& tenant, Instant at) { return text(date_of(zone_of(tenant).civil(at))); }

const std::vector<Edge>& edges() {
  using enum Status;
  static const std::vector<Edge> all{
      {"set", prospect, onboarding, "setup work may begin"},
      {"set", prospect, active, "schedules run and reports count from now on"},
      {"set", onboarding, active, "schedules run and reports count from now on"},
      {"activate", prospect, active, "schedules run and reports count from now on"},
      {"activate", onboarding, active, "schedules run and reports count from now on"},
      {"suspend", active, suspended, "schedules stop; its people keep their seats but may not sign in"},
      {"resume", suspended, active, "schedules run again from now; missed occurrences are not made up"},
      {"offboard", onboarding, offboarding, "schedules stop"},
      {"offboard", active, offboarding, "schedules stop; hand its data over with 'tenant export'"},
      {"offboard", suspended, offboarding, "schedules stay stopped; hand its data over with 'tenant export'"},
      {"resume", offboarding, active, "schedules run again from now"},
      {"archive", prospect, archived, "nothing can be changed any more"},
      {"archive", offboarding, archived, "nothing can be changed any more; past reports stay"},
      {"purge", archived, purged, "its data is deleted; the audit trail stays"},
  };
  return all;
}

namespace {

template <class Matches>
const Edge* matching(const Tenant& tenant, Matches&& matches) {
  for (const Edge& edge : edges()) {
    if (edge.from == tenant.status && matches(edge)) return &edge;
  }
  return nullptr;
}

template <class Matches>
std::string sources(Matches&& matches) {
  std::vector<std::string> from;
  for (const Edge& edge : edges()) {
    if (matches(edge)) from.emplace_back(name(edge.from));
  }
  return join(from, " or ");
}

}  // namespace

const Edge& edge_for(const Tenant& tenant, std::string_view verb) {
  const auto matches = [&](const Edge& edge) { return edge.verb == verb; };
  if (const Edge* edge = matching(tenant, matches)) return *edge;
  throw Error(Code::conflict, fmt::format("tenant '{}' is {}", tenant.slug, name(tenant.status)),
              fmt::format("'tenant {}' takes a tenant that is {}", verb, sources(matches)));
}

const Edge& edge_to(const Tenant& tenant, Status target) {
  const auto matches = [&](const Edge& edge) { return edge.verb == "set" && edge.to == target; };
  if (const Edge* edge = matching(tenant, matches)) return *edge;
  const std::string from = sources(matches);
  throw Error(Code::conflict,
              fmt::format("tenant '{}' is {} and cannot become {}", tenant.slug, name(tenant.status), name(target)),
              from.empty() ? "use 'tenant suspend', 'resume', 'offboard', 'archive' or 'purge'"
                           : fmt::format("only a tenant that is {} can", from));
}

void require_open(const Tenant& tenant) {
  if (tenant.status != Status::archived && tenant.status != Status::purged) return;
  throw Error(Code::conflict, fmt::format("tenant '{}' is {}: it can only be read", tenant.slug, name(tenant.status)));
}

std::string checked_name(std::string_view given) {
  if (!valid_utf8(given)) throw Error(Code::usage, "a name must be UTF-8 text, not '" + printable(given) + "'");
  if (has_control(given)) {
    throw Error(Code::usage, "a name must be text without control characters, not '" + printable(given) + "'");
  }
  std::string clean;
  for (const std::string_view word : split(trim(given), ' ')) {
    if (word.empty()) continue;
    if (!clean.empty()) clean += ' ';
    clean += word;
  }
  if (clean.empty()) throw Error(Code::usage, "a name must not be empty");
  if (display_width(clean) > longest_name || clean.size() > 4 * longest_name) {
    throw Error(Code::usage, fmt::format("a name must not be longer than {} characters", longest_name));
  }
  return clean;
}

std::string slug_for(const std::string& name, const std::optional<std::string>& given) {
  std::string slug = given ? *given : slug_from(name);
  if (slug.empty()) {
    throw Error(Code::usage, fmt::format("no slug can be made from the name '{}'", printable(name)),
                "give one with --slug, e.g. --slug tokyo-metal");
  }
  if (!is_slug(slug)) throw Error(Code::usage, "not a slug: '" + printable(slug) + "'");
  if (slug == every_tenant) {
    throw Error(Code::usage, "the slug 'all' is reserved: it stands for every tenant", "give another with --slug");
  }
  return slug;
}

render::Object describe(const Tenant& tenant) {
  return {{{"tenant", tenant.slug},
           {"name", tenant.name},
           {"tier", tenant.tier},
           {"seats", tenant.seats},
           {"status", name(tenant.status)},
           {"timezone", tenant.timezone},
           {"contact", tenant.contact.empty() ? render::Value() : render::Value(tenant.contact)},
           {"created_at", tenant.created_at}}};
}

}  // namespace mssp::tenant
