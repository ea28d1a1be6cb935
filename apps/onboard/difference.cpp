#include "onboard/difference.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/parse.hpp"
#include "base/text.hpp"
#include "json/stream.hpp"
#include "render/json.hpp"

namespace mssp::onboard {
namespace {

using render::Member;
using render::Value;

bool is_nothing(const Value& value) { return std::holds_alternative<std::nullptr_t>(value.content()); }

// Numbers of the trail are whole, or shares with decimals.
Value value_of(const json::Tree& tree) {
  switch (tree.kind()) {
    case json::Tree::Kind::null:
      return nullptr;
    case json::Tree::Kind::boolean:
      return tree.is_true();
    case json::Tree::Kind::number:
      if (const auto whole = parse_integer(tree.text())) return *whole;
      if (const auto share = parse_percent(tree.text())) return *share;
      return tree.text();
    case json::Tree::Kind::text:
      return tree.text();
    case json::Tree::Kind::array: {
      render::Array list;
      for (const json::Tree& item : tree.items()) list.push_back(value_of(item));
      return list;
    }
    case json::Tree::Kind::object:
      break;
  }
  render::Object object;
  for (std::size_t i = 0; i < tree.items().size(); ++i) object.members.push_back({tree.keys()[i], value_of(tree.items()[i])});
  return object;
}

Value value_of(const std::string& text) {
  Value value;
  if (text.empty()) return value;
  json::read_documents(from_text(text), "the audit trail", [&](std::size_t, const json::Place&, json::Tree&& tree) { value = value_of(tree); });
  return value;
}

// What an object of a list is called in the name of its values: by its own name where it has one, else by its number.
std::string called(const render::Object& object, std::size_t index) {
  for (const Member& member : object.members) {
    const auto* text = std::get_if<std::string>(&member.value.content());
    if (member.key == "priority" && text != nullptr) return *text;
  }
  return std::to_string(index + 1);
}

using Named = std::vector<std::pair<std::string, std::string>>;

// "targets.P1.response" and its text, for every value that is no object.
void flatten(const std::string& name, const Value& value, Named& out) {
  if (const auto* object = std::get_if<render::Object>(&value.content())) {
    for (const Member& member : object->members) flatten(name.empty() ? member.key : name + "." + member.key, member.value, out);
    return;
  }
  const auto* list = std::get_if<render::Array>(&value.content());
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const auto* object = std::get_if<render::Object>(&(*list)[i].content());
    if (object == nullptr) break;
    flatten(name + "." + called(*object, i), (*list)[i], out);
    if (i + 1 == list->size()) return;
  }
  constexpr std::string_view seconds = "_seconds";
  const auto* number = std::get_if<std::int64_t>(&value.content());
  if (number != nullptr && name.ends_with(seconds)) {
    out.emplace_back(name.substr(0, name.size() - seconds.size()), duration_text(Seconds{*number}));
  } else if (const auto* text = std::get_if<std::string>(&value.content())) {
    out.emplace_back(name, printable(*text));
  } else {
    out.emplace_back(name, is_nothing(value) ? "none" : render::json_line(value));
  }
}

Named flattened(const Value& value) {
  Named all;
  flatten("", value, all);
  // Whose it is and when it was made is no news.
  std::erase_if(all, [](const auto& each) {
    return each.first == "tenant" || each.first == "version" || each.first == "created_at" || each.first == "assigned_at" ||
           each.first == "started_at" || each.first == "started_by" || each.first == "sha256" || each.first == "recorded_at" ||
           each.first == "recorded_by" || each.first == "effective_from" || each.first == "agreed_at" || each.first.ends_with(".priority");
  });
  return all;
}

std::string_view kind(const Difference& difference) {
  if (is_nothing(difference.before)) return "added";
  return is_nothing(difference.after) ? "removed" : "changed";
}

}  // namespace

Difference difference(const audit::Change& change, int line) {
  return {line, change.object, value_of(change.before), value_of(change.after)};
}

render::Object describe(const Difference& difference) {
  return {{{"change", kind(difference)},
           {"object", difference.object},
           {"line", difference.line},
           {"before", difference.before},
           {"after", difference.after}}};
}

std::string line(const Difference& difference) {
  const std::string_view what = kind(difference);
  const char sign = what == "added" ? '+' : what == "removed" ? '-' : '~';
  std::vector<std::string> parts;
  if (what == "added") {
    for (const auto& [name, text] : flattened(difference.after)) {
      // The object's name says some of it already.
      const bool said = (" " + difference.object + " ").find(" " + text + " ") != std::string::npos;
      if (text != "none" && !said) parts.push_back(name + " " + text);
    }
  } else if (what == "changed") {
    const auto before = flattened(difference.before);
    for (const auto& [name, text] : flattened(difference.after)) {
      const auto old = std::find_if(before.begin(), before.end(), [&, key = name](const auto& each) { return each.first == key; });
      const std::string was = old == before.end() ? "none" : old->second;
      if (was != text) parts.push_back(name + " " + was + " -> " + text);
    }
  }
  std::string out = fmt::format("{} line {}: {}", sign, difference.line, printable(difference.object));
  return parts.empty() ? out : out + ": " + join(parts, ", ");
}

std::string counts(const std::vector<Difference>& differences) {
  std::vector<std::string> all;
  for (const char* const wanted : {"added", "changed", "removed"}) {
    const auto count = std::count_if(differences.begin(), differences.end(), [&](const Difference& each) { return kind(each) == wanted; });
    if (count > 0) all.push_back(fmt::format("{} {}", count, wanted));
  }
  return join(all, ", ");
}

}  // namespace mssp::onboard
