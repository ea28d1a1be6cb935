#include "ticket/import.hpp"

#include <algorithm>
#include <optional>

#include "base/csv_table.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "json/read.hpp"

namespace mssp::ticket {
namespace {

using sla::EventKind;

constexpr std::size_t longest_text = 100'000;
constexpr std::size_t most_events = 10'000;
const std::string no_text;

[[noreturn]] void refuse(const std::string& what) { throw Error(Code::invalid_input, what); }

// The values of a line, whichever format it came in.
struct Raw {
  std::string tenant, ticket, reference, subject, priority, analyst;
  std::vector<std::string> tags;
  struct Happening {
    std::string at, kind, actor, author, message, detail, priority, clock;
    bool is_public = false;
  };
  std::vector<Happening> events;
};

const std::string& text_of(const render::Member& member) {
  if (std::holds_alternative<std::nullptr_t>(member.value.content())) return no_text;
  const auto* text = std::get_if<std::string>(&member.value.content());
  if (text == nullptr) refuse("'" + printable(member.key) + "' must be a text");
  if (text->find('\0') != std::string::npos) refuse("'" + printable(member.key) + "' has a zero byte");
  if (text->size() > longest_text) refuse("'" + printable(member.key) + "' is too long");
  return *text;
}

const render::Array& array_of(const render::Member& member) {
  const auto* array = std::get_if<render::Array>(&member.value.content());
  if (array == nullptr) refuse("'" + printable(member.key) + "' must be a list");
  return *array;
}

const render::Object& object_of(const render::Value& value, const char* what) {
  const auto* object = std::get_if<render::Object>(&value.content());
  if (object == nullptr) refuse(std::string("expected ") + what + " as an object");
  return *object;
}

template <class T>
struct Field {
  std::string_view key;
  std::string T::*member;
};

template <class T, std::size_t N>
bool take(const Field<T> (&fields)[N], const render::Member& given, T& into) {
  for (const Field<T>& field : fields) {
    if (field.key != given.key) continue;
    into.*(field.member) = text_of(given);
    return true;
  }
  return false;
}

Raw::Happening happening_of(const render::Value& value) {
  constexpr Field<Raw::Happening> fields[]{
      {"at", &Raw::Happening::at},           {"kind", &Raw::Happening::kind},       {"actor", &Raw::Happening::actor},
      {"author", &Raw::Happening::author},   {"message", &Raw::Happening::message}, {"detail", &Raw::Happening::detail},
      {"priority", &Raw::Happening::priority}, {"clock", &Raw::Happening::clock}};
  Raw::Happening event;
  for (const render::Member& member : object_of(value, "an event").members) {
    if (take(fields, member, event)) continue;
    if (member.key == "is_public") {
      const auto* given = std::get_if<bool>(&member.value.content());
      if (given == nullptr) refuse("'is_public' must be true or false");
      event.is_public = *given;
    } else if (member.key != "policy_version") {
      refuse("unknown key '" + printable(member.key) + "' of an event");
    }
  }
  return event;
}

Raw raw_of(const render::Value& line) {
  constexpr Field<Raw> fields[]{{"tenant", &Raw::tenant},     {"ticket", &Raw::ticket},     {"reference", &Raw::reference},
                                {"subject", &Raw::subject},   {"priority", &Raw::priority}, {"analyst", &Raw::analyst}};
  // What an export tells besides, and what follows from the events.
  constexpr std::string_view derived[]{"status", "opened_at", "changed_at", "policy_version", "merged_into"};
  Raw raw;
  for (const render::Member& member : object_of(line, "a ticket").members) {
    if (take(fields, member, raw)) continue;
    if (member.key == "tags") {
      for (const render::Value& tag : array_of(member)) raw.tags.push_back(text_of({"tags", tag}));
    } else if (member.key == "events") {
      const render::Array& events = array_of(member);
      if (events.size() > most_events) refuse("more than " + std::to_string(most_events) + " events");
      for (const render::Value& event : events) raw.events.push_back(happening_of(event));
    } else if (std::find(std::begin(derived), std::end(derived), member.key) == std::end(derived)) {
      refuse("unknown key '" + printable(member.key) + "'");
    }
  }
  return raw;
}

const std::vector<std::string>& csv_keys() {
  static const std::vector<std::string> keys{"tenant", "reference", "subject", "priority", "analyst",
                                             "tags", "opened_at", "responded_at", "resolved_at", "closed_at"};
  return keys;
}

Raw raw_of(const CsvLine& line) {
  const std::vector<std::string>& value = line.values;
  Raw raw{.tenant = value[0], .ticket = {}, .reference = value[1], .subject = value[2], .priority = value[3],
          .analyst = value[4], .tags = {}, .events = {}};
  for (const std::string_view tag : split(value[5], ' ')) {
    if (!tag.empty()) raw.tags.emplace_back(tag);
  }
  if (value[6].empty()) refuse("'opened_at' is missing");
  const auto add = [&](const std::string& at, const char* kind, const char* actor) {
    if (!at.empty()) raw.events.push_back({at, kind, actor, "", "", "", "", "", true});
  };
  add(value[6], "opened", "customer");
  add(value[7], "message", "agent");
  add(value[8], "resolved", "agent");
  add(value[9], "closed", "agent");
  return raw;
}

sla::Priority priority_of(const std::string& text) {
  const auto priority = sla::parse_priority(text);
  if (!priority) refuse("priority must be P1, P2, P3 or P4, not '" + printable(text) + "'");
  return *priority;
}

Entry entry_of(const Raw::Happening& raw, const Zone& zone, const Known& known) {
  const auto at = parse_instant(raw.at, zone);
  if (!at) refuse("an event's time must be such as 2025-09-30T10:00:00Z, not '" + printable(raw.at) + "'");
  if (*at > known.now) refuse("an event at " + rfc3339(*at) + " lies in the future");
  if (*at < Instant{}) refuse("an event at " + rfc3339(*at) + " lies before 1970");
  const auto kind = parse_kind(raw.kind);
  if (!kind || *kind == EventKind::other) refuse("no event is of the kind '" + printable(raw.kind) + "'");
  const auto actor = parse_actor(raw.actor);
  if (!actor) refuse("an event's actor must be agent, customer or system, not '" + printable(raw.actor) + "'");
  Entry entry{.event = {.at = *at, .kind = *kind, .actor = *actor, .is_public = raw.is_public},
              .author = raw.author.empty() ? known.author : raw.author,
              .message = raw.message,
              .detail = raw.detail};
  if (*kind == EventKind::prioritized) entry.event.priority = priority_of(raw.priority);
  if (*kind == EventKind::voided || *kind == EventKind::excused) {
    entry.event.clock = parse_clock(raw.clock, 0);
    if (!entry.event.clock || entry.event.clock->ordinal < 1) refuse("no clock '" + printable(raw.clock) + "'");
  }
  return entry;
}

class Reader {
 public:
  explicit Reader(const Known& known) : known_(known) {}

  // Nothing when the ticket is there already.
  std::optional<Imported> ticket_of(const Raw& raw, std::size_t line) {
    const tenant::Tenant& tenant = tenant_of(raw.tenant);
    const Zone zone = tenant::zone_of(tenant);
    if (raw.events.empty()) refuse("a ticket without events");
    Imported imported;
    imported.line = line;
    imported.tags = tags_of(raw.tags);
    std::vector<Entry>& entries = imported.change.entries;
    for (const Raw::Happening& event : raw.events) entries.push_back(entry_of(event, zone, known_));
    const Instant opened = entries.front().event.at;
    const std::string reference = raw.reference.empty() ? raw.ticket : raw.reference;
    if (reference.empty()) refuse("'reference' is missing");
    if (has_control(reference)) refuse("'reference' has control characters");
    if (raw.reference.empty() && known_.identities.contains(identity_of(tenant.slug, raw.ticket, opened))) return std::nullopt;
    const auto stored = known_.references.find(tenant.id);
    if (stored != known_.references.end() && stored->second.contains(reference)) return std::nullopt;
    if (!seen_.emplace(tenant.id, reference).second) refuse("reference '" + printable(reference) + "' is given twice");

    Ticket& ticket = imported.change.after;
    ticket.tenant_id = tenant.id;
    ticket.tenant = tenant.slug;
    if (has_control(raw.subject) || trim(raw.subject).empty()) refuse("a ticket needs a subject in one line");
    ticket.subject = checked_subject(raw.subject);
    ticket.reference = reference;
    ticket.opened_at = ticket.changed_at = opened;
    if (!raw.analyst.empty()) {
      if (!known_.analysts.contains(raw.analyst)) refuse("no analyst '" + printable(raw.analyst) + "'");
      ticket.analyst = raw.analyst;
    }
    grade(ticket, entries, raw.priority.empty() ? sla::Priority::p3 : priority_of(raw.priority), raw.events.front().priority);
    return imported;
  }

 private:
  const tenant::Tenant& tenant_of(const std::string& slug) const {
    const auto found = known_.tenants.find(slug);
    if (found == known_.tenants.end()) refuse("no tenant '" + printable(slug) + "'");
    return found->second;
  }

  static std::vector<std::string> tags_of(std::vector<std::string> tags) {
    for (const std::string& tag : tags) {
      if (!parse_tag(tag)) refuse("a tag is 1 to 40 of lower-case letters, digits and -_.:, not '" + printable(tag) + "'");
    }
    std::sort(tags.begin(), tags.end());
    tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
    return tags;
  }

  // Goes through the events: their state and terms, and whether they can have happened in this order.
  void grade(Ticket& ticket, std::vector<Entry>& entries, sla::Priority priority, const std::string& first) const {
    const sla::Versions& versions = known_.promises.versions.at(ticket.tenant_id);
    sla::Event& opened = entries.front().event;
    if (opened.kind != EventKind::opened) refuse("the first event must be 'opened'");
    opened.priority = first.empty() ? priority : priority_of(first);
    opened.policy_version = sla::policy_for_ticket(versions, opened.at).version;
    for (Entry& entry : entries) {
      if (&entry != &entries.front() && entry.event.kind == EventKind::opened) refuse("a ticket is opened once");
      if (entry.event.at < ticket.changed_at) refuse("events go back in time at " + rfc3339(entry.event.at));
      if (entry.event.kind == EventKind::restamped) {
        entry.event.policy_version = sla::policy_for_ticket(versions, entry.event.at).version;
      }
      ticket = with(ticket, entry.event);
    }
  }

  const Known& known_;
  std::set<std::pair<std::int64_t, std::string>> seen_;
};

}  // namespace

std::string identity_of(const std::string& tenant, const std::string& handle, Instant opened_at) {
  return tenant + "/" + handle + "/" + rfc3339(opened_at);
}

std::vector<Imported> read_import(std::string_view text, const std::string& file, const Known& known, std::size_t& untouched) {
  if (!valid_utf8(text)) throw Error(Code::invalid_input, file + ": not UTF-8 text");
  LineMistakes mistakes(file);
  Reader reader(known);
  std::vector<Imported> all;
  std::size_t lines = 0;
  const auto add = [&](std::size_t line, auto&& raw) {
    ++lines;
    try {
      if (auto imported = reader.ticket_of(raw(), line)) {
        all.push_back(std::move(*imported));
      } else {
        ++untouched;
      }
    } catch (const Error& error) {
      const std::string place = file + ":" + std::to_string(line) + ": ";
      mistakes.add(line, error.message().substr(error.message().starts_with(place) ? place.size() : 0));
    }
  };
  if (trim(text).starts_with('{')) {
    std::size_t number = 0;
    for (const std::string_view line : split(text, '\n')) {
      ++number;
      if (trim(line).empty()) continue;
      add(number, [&] { return raw_of(json::read(line, file + ":" + std::to_string(number))); });
    }
  } else {
    for (const CsvLine& line : read_csv_table(text, file, csv_keys(), mistakes)) {
      add(line.number, [&] { return raw_of(line); });
    }
  }
  mistakes.throw_if_any();
  if (lines == 0) throw Error(Code::invalid_input, file + ": no tickets in it");
  return all;
}

}  // namespace mssp::ticket
