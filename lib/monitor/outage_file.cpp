#include "monitor/outage_file.hpp"

#include <algorithm>
#include <map>

#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/parse.hpp"
#include "base/text.hpp"
#include "json/read.hpp"

namespace mssp::monitor {
namespace {

constexpr std::size_t most_outages = 100'000;
constexpr std::size_t longest_reason = 500;
const std::vector<std::string> keys{"service", "from", "to", "reason"};

[[noreturn]] void refuse(const std::string& place, const std::string& what, std::string hint = {}) {
  throw Error(Code::invalid_input, place + ": " + what, std::move(hint));
}

std::string place_of(const std::string& file, std::size_t line) { return file + ":" + std::to_string(line); }

void check_key(const std::string& key, const std::string& place) {
  if (std::find(keys.begin(), keys.end(), key) != keys.end()) return;
  refuse(place, "unknown column '" + printable(key) + "'", did_you_mean(key, keys));
}

Instant time(const std::string& key, const std::string& text, const Zone& zone, const std::string& place) {
  if (const auto at = parse_instant(text, zone)) return *at;
  refuse(place, "'" + key + "' must be a time such as 2025-09-30T10:00:00Z, not '" + printable(text) + "'");
}

WrittenOutage outage(std::map<std::string, std::string> fields, std::size_t line, const std::string& file, const Zone& zone) {
  const std::string place = place_of(file, line);
  if (fields["service"].empty() || fields["from"].empty()) refuse(place, "an outage needs a service and from");
  WrittenOutage out{.line = line, .service = fields["service"], .from = time("from", fields["from"], zone, place), .to = {},
                    .reason = fields["reason"]};
  if (!fields["to"].empty()) out.to = time("to", fields["to"], zone, place);
  if (out.to && *out.to <= out.from) refuse(place, "the outage does not end after it begins");
  if (out.reason.size() > longest_reason || !valid_utf8(out.reason) || has_control(out.reason)) {
    refuse(place, "'reason' must be one line of at most " + std::to_string(longest_reason) + " bytes");
  }
  return out;
}

std::map<std::string, std::string> fields_of(const render::Value& line, const std::string& place) {
  const auto* object = std::get_if<render::Object>(&line.content());
  if (object == nullptr) refuse(place, "expected an object");
  std::map<std::string, std::string> fields;
  for (const render::Member& member : object->members) {
    check_key(member.key, place);
    if (std::holds_alternative<std::nullptr_t>(member.value.content())) continue;
    const auto* text = std::get_if<std::string>(&member.value.content());
    if (text == nullptr) refuse(place, "'" + member.key + "' must be a text");
    fields[member.key] = *text;
  }
  return fields;
}

std::vector<WrittenOutage> from_csv(std::string_view text, const std::string& file, const Zone& zone) {
  const std::vector<CsvRecord> records = read_csv(text, file);
  if (records.empty()) return {};
  const std::vector<std::string>& header = records.front().fields;
  for (const std::string& key : header) check_key(key, place_of(file, records.front().line));
  std::vector<WrittenOutage> all;
  for (std::size_t i = 1; i < records.size(); ++i) {
    const CsvRecord& record = records[i];
    if (record.fields.size() != header.size()) {
      refuse(place_of(file, record.line), std::to_string(record.fields.size()) + " fields where the header has " +
                                              std::to_string(header.size()));
    }
    std::map<std::string, std::string> fields;
    for (std::size_t k = 0; k < header.size(); ++k) fields[header[k]] = record.fields[k];
    all.push_back(outage(std::move(fields), record.line, file, zone));
    if (all.size() > most_outages) refuse(file, "more than " + std::to_string(most_outages) + " outages");
  }
  return all;
}

}  // namespace

std::vector<WrittenOutage> read_outages(std::string_view text, const std::string& file, const Zone& zone) {
  if (!trim(text).starts_with('{')) return from_csv(text, file, zone);
  std::vector<WrittenOutage> all;
  std::size_t number = 0;
  for (const std::string_view line : split(text, '\n')) {
    ++number;
    if (trim(line).empty()) continue;
    const std::string place = place_of(file, number);
    all.push_back(outage(fields_of(json::read(line, place), place), number, file, zone));
    if (all.size() > most_outages) refuse(file, "more than " + std::to_string(most_outages) + " outages");
  }
  return all;
}

}  // namespace mssp::monitor
