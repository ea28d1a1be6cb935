#include "render/json.hpp"

#include <array>

#include "base/text.hpp"

namespace mssp::render {
namespace {

void append_string(std::string& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  const auto plain = [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\' && c != 0x7f; };
  out += '"';
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::size_t end = i;
    while (end < text.size() && plain(text[end])) ++end;
    out += text.substr(i, end - i);
    if (end == text.size()) break;
    i = end;
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += "\\u00";
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
  }
  out += '"';
}

// Replaces every byte that is no part of valid UTF-8: a JSON text may not hold it.
std::string repaired(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::size_t length = 1;
    while (length < 4 && length <= text.size() && !valid_utf8(text.substr(0, length))) ++length;
    if (length <= text.size() && valid_utf8(text.substr(0, length))) {
      out += text.substr(0, length);
      text.remove_prefix(length);
    } else {
      out += "\xef\xbf\xbd";
      text.remove_prefix(1);
    }
  }
  return out;
}

void append(std::string& out, const Value& value);

struct Appender {
  std::string& out;
  void operator()(std::nullptr_t) const { out += "null"; }
  void operator()(bool value) const { out += value ? "true" : "false"; }
  void operator()(std::int64_t value) const { out += std::to_string(value); }
  void operator()(const std::string& value) const {
    append_string(out, valid_utf8(value) ? std::string_view(value) : repaired(value));
  }
  void operator()(Instant value) const { out += '"' + rfc3339(value) + '"'; }
  void operator()(Seconds value) const { out += std::to_string(value.count()); }
  void operator()(Percent value) const { out += text(value); }
  void operator()(const Array& values) const {
    out += '[';
    bool first = true;
    for (const Value& value : values) {
      if (!first) out += ',';
      first = false;
      append(out, value);
    }
    out += ']';
  }
  void operator()(const Object& object) const {
    out += '{';
    bool first = true;
    for (const Member& member : object.members) {
      if (!first) out += ',';
      first = false;
      append_string(out, member.key);
      out += ':';
      append(out, member.value);
    }
    out += '}';
  }
};

void append(std::string& out, const Value& value) { std::visit(Appender{out}, value.content()); }

std::string list_json(const List& list) {
  std::string out = "[";
  std::vector<std::string> keys;
  for (const Column& column : list.columns) keys.push_back(json_string(column.key) + ":");
  bool first = true;
  for (const auto& row : list.rows) {
    out += first ? "\n{" : ",\n{";
    first = false;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += ',';
      out += keys[i];
      append(out, row[i]);
    }
    out += '}';
  }
  return out + (list.rows.empty() ? "]\n" : "\n]\n");
}

std::string record_json(const Object& object) {
  std::string out = "{";
  bool first = true;
  for (const Member& member : object.members) {
    out += first ? "\n  " : ",\n  ";
    first = false;
    append_string(out, member.key);
    out += ": ";
    append(out, member.value);
  }
  return out + "\n}\n";
}

}  // namespace

std::string json_string(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 2);
  append_string(out, valid_utf8(text) ? text : repaired(text));
  return out;
}

std::string json_line(const Value& value) {
  std::string out;
  append(out, value);
  return out;
}

std::string json(const Result& result) {
  if (const auto* list = std::get_if<List>(&result.answer)) return list_json(*list);
  if (const auto* record = std::get_if<Record>(&result.answer)) return record_json(record->object);
  if (const auto* document = std::get_if<Document>(&result.answer)) return document->bytes;
  return {};
}

}  // namespace mssp::render
