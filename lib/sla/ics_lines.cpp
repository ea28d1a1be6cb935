#include "sla/ics_lines.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace mssp::sla {
namespace {

constexpr std::size_t longest_line = 10'000;

std::string upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return out;
}

[[noreturn]] void refuse(const std::string& file, std::size_t line, const std::string& what) {
  throw Error(Code::invalid_input, file + ":" + std::to_string(line) + ": " + what,
              "an iCalendar file is made of lines such as DTSTART;VALUE=DATE:20251225");
}

// The end of a name, parameter or value: the first of `stops` outside double quotes.
std::size_t stop(std::string_view text, std::size_t from, std::string_view stops) {
  bool quoted = false;
  for (; from < text.size(); ++from) {
    if (text[from] == '"') quoted = !quoted;
    if (!quoted && stops.find(text[from]) != std::string_view::npos) return from;
  }
  return std::string_view::npos;
}

IcsLine parsed(std::string_view text, std::size_t number, const std::string& file) {
  IcsLine line{.number = number, .name = {}, .parameters = {}, .value = {}};
  std::size_t at = stop(text, 0, ";:");
  if (at == 0 || at == std::string_view::npos) refuse(file, number, "no name and value with a colon between them");
  line.name = upper(text.substr(0, at));
  while (text[at] == ';') {
    const std::size_t end = stop(text, at + 1, ";:");
    if (end == std::string_view::npos) refuse(file, number, "no value after the parameters");
    const std::string_view parameter = text.substr(at + 1, end - at - 1);
    const std::size_t equals = parameter.find('=');
    if (equals == std::string_view::npos) refuse(file, number, "a parameter without '='");
    std::string_view value = parameter.substr(equals + 1);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    line.parameters[upper(parameter.substr(0, equals))] = value;
    at = end;
  }
  line.value = text.substr(at + 1);
  return line;
}

}  // namespace

std::vector<IcsLine> read_ics_lines(std::string_view text, const std::string& file) {
  if (!valid_utf8(text)) throw Error(Code::invalid_input, file + ": not UTF-8");
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<IcsLine> lines;
  std::string whole;
  std::size_t begun = 0;
  std::size_t number = 0;
  const auto finish = [&] {
    if (!whole.empty()) lines.push_back(parsed(whole, begun, file));
    whole.clear();
  };
  for (std::string_view part : split(text, '\n')) {
    ++number;
    if (part.ends_with('\r')) part.remove_suffix(1);
    const bool goes_on = !whole.empty() && (part.starts_with(' ') || part.starts_with('\t'));
    if (!goes_on) {
      finish();
      begun = number;
    } else {
      part.remove_prefix(1);
    }
    whole += part;
    if (whole.size() > longest_line) refuse(file, begun, "a line of more than " + std::to_string(longest_line) + " bytes");
  }
  finish();
  return lines;
}

std::string ics_text(std::string_view value) {
  std::string plain;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool escaped = value[i] == '\\' && i + 1 < value.size();
    const char c = escaped ? value[++i] : value[i];
    const bool blank = (escaped && (c == 'n' || c == 'N')) || c == '\t';
    plain += blank ? ' ' : c;
  }
  if (has_control(plain)) plain = printable(plain);
  return std::string(trim(plain));
}

}  // namespace mssp::sla
