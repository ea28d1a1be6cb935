#include "sla/question.hpp"

#include <optional>

#include "base/error.hpp"
#include "base/parse.hpp"
#include "base/text.hpp"
#include "json/read.hpp"
#include "render/json.hpp"

namespace mssp::sla {
namespace {

constexpr std::int64_t longest_budget = 3653LL * 86400;  // as --within: ten years

[[noreturn]] void refuse(const std::string& what, std::string hint = {}) {
  throw Error(Code::invalid_input, what, std::move(hint));
}

struct Fields {
  std::optional<std::string> calendar, from, to;
  std::optional<std::int64_t> within;
};

template <class T>
T typed(const render::Member& member, const char* expected) {
  if (const auto* value = std::get_if<T>(&member.value.content())) return *value;
  refuse("'" + member.key + "' must be " + expected);
}

Fields fields_of(const render::Value& line) {
  const auto* object = std::get_if<render::Object>(&line.content());
  if (object == nullptr) refuse("expected an object");
  Fields fields;
  for (const render::Member& member : object->members) {
    if (member.key == "calendar") {
      fields.calendar = typed<std::string>(member, "a text");
    } else if (member.key == "from") {
      fields.from = typed<std::string>(member, "a text");
    } else if (member.key == "to") {
      fields.to = typed<std::string>(member, "a text");
    } else if (member.key == "within_seconds") {
      fields.within = typed<std::int64_t>(member, "a whole number");
    } else {
      refuse("unknown key '" + printable(member.key) + "'",
             did_you_mean(member.key, {"calendar", "from", "to", "within_seconds"}));
    }
  }
  if (!fields.calendar || !fields.from || fields.to.has_value() == fields.within.has_value()) {
    refuse("expected the keys calendar and from, and either within_seconds or to");
  }
  return fields;
}

Instant time_of(const char* key, const std::string& text, const Calendar& calendar) {
  if (const auto at = parse_instant(text, calendar.zone())) return *at;
  refuse(std::string("'") + key + "' must be a time such as 2025-09-30T10:00:00Z, not '" + printable(text) + "'");
}

Question question_of(const Fields& fields, const Calendars& calendars) {
  Question question{.calendar = &calendars.get(*fields.calendar), .from = {}, .asked = Due{}};
  question.from = time_of("from", *fields.from, *question.calendar);
  if (fields.to) {
    question.asked = Elapsed{time_of("to", *fields.to, *question.calendar)};
  } else {
    if (*fields.within < -longest_budget || *fields.within > longest_budget) {
      refuse("'within_seconds' must be ten years at most, forwards or backwards");
    }
    question.asked = Due{Seconds{*fields.within}};
  }
  return question;
}

}  // namespace

render::Object answer(const Question& question) {
  const Calendar& calendar = *question.calendar;
  render::Object object{{{"calendar", calendar.name()}, {"from", question.from}}};
  if (const auto* due = std::get_if<Due>(&question.asked)) {
    object.members.push_back({"within_seconds", due->within});
    const bool backwards = due->within < Seconds{0};
    object.members.push_back({"due_at", backwards ? calendar.start_for(question.from, -due->within)
                                                  : calendar.due(question.from, due->within)});
  } else {
    const Instant to = std::get<Elapsed>(question.asked).to;
    object.members.push_back({"to", to});
    // One of the two is none: W(a, b) = -W(b, a).
    object.members.push_back(
        {"open_seconds", calendar.open_time(question.from, to) - calendar.open_time(to, question.from)});
  }
  return object;
}

std::string answers(std::string_view text, const std::string& file, const Calendars& calendars) {
  std::string out;
  std::size_t number = 0;
  for (const std::string_view line : split(text, '\n')) {
    ++number;
    if (trim(line).empty()) continue;
    const std::string place = file + ":" + std::to_string(number);
    try {
      out += render::json_line(answer(question_of(fields_of(json::read(line, place)), calendars))) + "\n";
    } catch (const Error& error) {
      const std::string prefix = error.message().starts_with(place + ": ") ? "" : place + ": ";
      throw Error(Code::invalid_input, prefix + error.message(), error.hint());
    }
  }
  return out;
}

}  // namespace mssp::sla
