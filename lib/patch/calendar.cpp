#include "patch/calendar.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "patch/window.hpp"
#include "schedule/from_config.hpp"

namespace mssp::patch {
namespace {

constexpr std::size_t most_windows = 5000;
constexpr std::size_t longest_line = 75;

// At most 75 octets a line, never within a letter; the next line begins with a blank that counts.
std::string folded(const std::string& line) {
  std::string out;
  std::size_t used = 0;
  for (std::size_t i = 0; i < line.size();) {
    std::size_t letter = 1;
    while (i + letter < line.size() && (static_cast<unsigned char>(line[i + letter]) & 0xC0U) == 0x80U) ++letter;
    if (used + letter > longest_line) {
      out += "\r\n ";
      used = 1;
    }
    out.append(line, i, letter);
    used += letter;
    i += letter;
  }
  return out + "\r\n";
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (c == '\n') out += "\\n";
    else if (c != '\r') out += c;
  }
  return out;
}

// "20250917T020000Z"
std::string stamp(Instant at) {
  std::string text;
  for (const char c : rfc3339(at)) {
    if (c != '-' && c != ':') text += c;
  }
  return text;
}

}  // namespace

std::vector<Window> windows(const Policy& policy, const std::string& tenant, const std::string& scope, const Zone& tenant_zone,
                            const Period& period) {
  std::string place = scope;
  std::replace_if(place.begin(), place.end(), [](char c) { return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'); }, '-');
  std::vector<Window> all;
  // What calendars know an event by must stay what it was: these are not the names of policies.
  constexpr std::array<std::string_view, works.size()> keys{"os", "apps", "signatures", "scripts"};
  for (const Work work : works) {
    const schedule::Rule rule = schedule::rule_of(times_of(policy, work).value, tenant_zone);
    Instant at = schedule::next_after(rule, period.from - Seconds{1});
    for (; at < period.to && all.size() < most_windows; at = schedule::next_after(rule, at)) {
      std::string note;
      if (work == Work::os_updates) note = fmt::format("restart: {}", name(policy.reboot.value));
      if (work == Work::scripts) {
        for (const std::string& task : policy.tasks.value) note += (note.empty() ? "" : ", ") + task;
      }
      all.push_back({fmt::format("{}{}-{}-{}", tenant, place.empty() ? "" : "-" + place, keys.at(static_cast<std::size_t>(work)), epoch(at)), scope, std::string(title(work)), at,
                     at + policy.window_length.value, std::move(note)});
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Window& a, const Window& b) { return a.from < b.from; });
  return all;
}

std::string calendar(const std::vector<Window>& windows, const std::string& name) {
  std::string out = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//synos-mssp//maintenance windows//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n";
  out += folded("X-WR-CALNAME:" + escaped(name));
  for (const Window& window : windows) {
    out += "BEGIN:VEVENT\r\n";
    out += folded("UID:" + window.id + "@synos-mssp");
    out += "DTSTAMP:" + stamp(window.from) + "\r\nDTSTART:" + stamp(window.from) + "\r\nDTEND:" + stamp(window.to) + "\r\n";
    out += folded("SUMMARY:" + escaped(window.what + (window.scope.empty() ? "" : ", " + window.scope)));
    if (!window.note.empty()) out += folded("DESCRIPTION:" + escaped(window.note));
    out += "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n";
  }
  return out + "END:VCALENDAR\r\n";
}

}  // namespace mssp::patch
