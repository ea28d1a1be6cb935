#include "mail/mime.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace mssp::mail {
namespace {

constexpr std::size_t most_headers = 1000;
constexpr std::size_t most_parts = 100;
constexpr std::size_t longest_value = 4096;

// Takes a line off the front, without its end.
std::string_view next_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 127 && c != ':'; });
}

}  // namespace

Entity read_entity(std::string_view text) {
  Entity entity;
  while (!text.empty()) {
    std::string_view rest = text;
    const std::string_view line = next_line(rest);
    if (line.empty()) return {std::move(entity.headers), rest};
    if ((line.front() == ' ' || line.front() == '\t') && !entity.headers.empty()) {
      std::string& value = entity.headers.back().value;
      if (value.size() < longest_value) value += " " + std::string(trim(line));
    } else {
      const std::size_t colon = line.find(':');
      if (colon == std::string_view::npos || !is_name(trim(line.substr(0, colon)))) return {std::move(entity.headers), text};
      if (entity.headers.size() < most_headers) {
        entity.headers.push_back({lower_ascii(trim(line.substr(0, colon))),
                                  std::string(trim(line.substr(colon + 1)).substr(0, longest_value))});
      }
    }
    text = rest;
  }
  return entity;
}

std::optional<std::string> header(const Headers& headers, std::string_view name) {
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const Header& each) { return each.name == name; });
  if (found == headers.end()) return std::nullopt;
  return found->value;
}

std::string media_type(const Headers& headers) {
  const std::string value = header(headers, "content-type").value_or("text/plain");
  return lower_ascii(trim(std::string_view(value).substr(0, value.find(';'))));
}

std::optional<std::string> type_parameter(const Headers& headers, std::string_view parameter) {
  const std::string value = header(headers, "content-type").value_or("");
  std::size_t at = value.find(';');
  while (at != std::string::npos) {
    const std::size_t equals = value.find('=', at);
    if (equals == std::string::npos) return std::nullopt;
    const std::string name = lower_ascii(trim(std::string_view(value).substr(at + 1, equals - at - 1)));
    std::string given;
    std::size_t end = equals + 1;
    while (end < value.size() && value[end] == ' ') ++end;
    if (end < value.size() && value[end] == '"') {
      for (++end; end < value.size() && value[end] != '"'; ++end) {
        if (value[end] == '\\' && end + 1 < value.size()) ++end;
        given += value[end];
      }
      end = value.find(';', end);
    } else {
      const std::size_t stop = value.find(';', end);
      given = trim(std::string_view(value).substr(end, stop == std::string::npos ? stop : stop - end));
      end = stop;
    }
    if (name == parameter) return given;
    at = end;
  }
  return std::nullopt;
}

std::vector<std::string_view> parts(std::string_view body, std::string_view boundary) {
  std::vector<std::string_view> all;
  const std::string opening = "--" + std::string(boundary);
  const char* begin = nullptr;
  while (!body.empty() && all.size() < most_parts) {
    const char* const start = body.data();
    const std::string_view line = trim(next_line(body));
    const bool closes = line == opening + "--";
    if (line != opening && !closes) continue;
    if (begin != nullptr) all.emplace_back(begin, static_cast<std::size_t>(start - begin));
    if (closes) return all;
    begin = body.data();
  }
  // A mail cut short: what there is of the last part may be all that matters.
  if (begin != nullptr && all.size() < most_parts) {
    all.emplace_back(begin, static_cast<std::size_t>(body.data() + body.size() - begin));
  }
  return all;
}

}  // namespace mssp::mail
