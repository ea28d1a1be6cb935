#include "reader/rows.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace mssp::reader {
namespace {

constexpr std::size_t lines_before = 30;
constexpr std::string_view separators = ",;\t";

CsvForm form(char separator) {
  CsvForm form;
  form.separator = separator;
  form.lenient = true;
  return form;
}

std::string plain(std::string_view name) {
  return lower_ascii(trim(name));
}

bool holds(const std::vector<std::string>& fields, std::initializer_list<std::string_view> names) {
  return std::all_of(names.begin(), names.end(), [&](std::string_view name) {
    return std::any_of(fields.begin(), fields.end(), [&](const std::string& field) { return plain(field) == plain(name); });
  });
}

}  // namespace

Rows::Rows(const Input& input, std::initializer_list<std::string_view> markers)
    : file_(input.name), stream_(input.open(), input.name, form(separators.front())) {
  if (find_names(markers)) return;
  for (std::size_t i = 1; i < separators.size(); ++i) {
    stream_ = CsvStream(input.open(), input.name, form(separators[i]));
    if (find_names(markers)) return;
  }
  throw Error(Code::invalid_input, file_ + ": no line of column names with '" + std::string(*markers.begin()) + "'");
}

bool Rows::find_names(std::initializer_list<std::string_view> markers) {
  for (std::size_t line = 0; line < lines_before && stream_.next(row_); ++line) {
    if (!holds(row_.fields, markers)) continue;
    for (const std::string& name : row_.fields) names_.push_back(plain(name));
    return true;
  }
  return false;
}

bool Rows::next() {
  while (stream_.next(row_)) {
    const bool blank = std::all_of(row_.fields.begin(), row_.fields.end(),
                                   [](const std::string& field) { return trim(field).empty(); });
    if (blank) continue;
    if (row_.fields.size() < names_.size() && !stream_.ended_with_newline()) {
      throw Error(Code::invalid_input, file_ + ":" + std::to_string(row_.line) + ": the file ends within a row");
    }
    return true;
  }
  return false;
}

std::size_t Rows::column(std::string_view name) const {
  return static_cast<std::size_t>(std::find(names_.begin(), names_.end(), plain(name)) - names_.begin());
}

bool Rows::has(std::string_view name) const { return column(name) < names_.size(); }

std::string_view Rows::operator[](std::initializer_list<std::string_view> names) const {
  for (const std::string_view name : names) {
    const std::size_t at = column(name);
    if (at >= row_.fields.size()) continue;
    const std::string_view field = trim(row_.fields[at]);
    if (!field.empty()) return field;
  }
  return {};
}

bool has_columns(std::string_view start, std::initializer_list<std::string_view> names) {
  // Not the rows themselves: a description may hold anything.
  for (std::size_t line = 0; line < lines_before && !start.empty(); ++line) {
    const std::string_view text = start.substr(0, start.find('\n'));
    start.remove_prefix(std::min(text.size() + 1, start.size()));
    for (const char separator : separators) {
      std::vector<std::string> fields;
      for (std::string_view field : split(text, separator)) {
        field = trim(field);
        if (field.starts_with('"')) field.remove_prefix(1);
        if (field.ends_with('"')) field.remove_suffix(1);
        fields.emplace_back(field);
      }
      if (holds(fields, names)) return true;
    }
  }
  return false;
}

}  // namespace mssp::reader
