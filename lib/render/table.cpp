#include "render/table.hpp"

#include <algorithm>
#include <numeric>

#include "base/text.hpp"
#include "render/json.hpp"

namespace mssp::render {
namespace {

struct Plain {
  std::string operator()(std::nullptr_t) const { return "-"; }
  std::string operator()(bool value) const { return value ? "yes" : "no"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(const std::string& value) const { return value.empty() ? "-" : printable(value); }
  std::string operator()(Instant value) const { return rfc3339(value); }
  std::string operator()(Seconds value) const { return duration_text(value); }
  std::string operator()(Percent value) const { return text(value) + "%"; }
  std::string operator()(const Array& values) const {
    std::vector<std::string> parts;
    for (const Value& value : values) parts.push_back(cell(value));
    return parts.empty() ? "-" : join(parts, ", ");
  }
  std::string operator()(const Object& object) const {
    std::vector<std::string> parts;
    for (const Member& member : object.members) parts.push_back(member.key + " " + cell(member.value));
    return parts.empty() ? "-" : join(parts, ", ");
  }
};

// A text, the columns it takes, counted once, and the lines below its first: only prose, as in tickets, has any.
struct Cell {
  explicit Cell(std::string shown) : text(std::move(shown)), width(display_width(text)) {}
  explicit Cell(const Value& value) : Cell(std::string()) {
    const auto* prose = std::get_if<std::string>(&value.content());
    if (prose == nullptr || prose->find('\n') == std::string::npos) {
      *this = Cell(cell(value));
      return;
    }
    for (std::string_view line : split(*prose, '\n')) {
      if (line.ends_with('\r')) line.remove_suffix(1);
      below.emplace_back(printable(line));
      width = std::max(width, below.back().width);
    }
    text = std::move(below.front().text);
    below.erase(below.begin());
    while (!below.empty() && below.back().text.empty()) below.pop_back();
  }
  std::string text;
  std::size_t width;
  std::vector<Cell> below = {};
};

void pad(std::string& line, const Cell& cell, std::size_t width, Align align, bool last) {
  const std::size_t gap = width - std::min(width, cell.below.empty() ? cell.width : display_width(cell.text));
  if (align == Align::right) line.append(gap, ' ');
  line += cell.text;
  if (align == Align::left && !last) line.append(gap, ' ');
}

std::string list_table(const List& list, bool styled) {
  if (list.rows.empty()) return list.when_empty.empty() ? "" : list.when_empty + "\n";
  std::vector<std::size_t> shown;
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < list.columns.size(); ++i) {
    if (list.columns[i].title.empty()) continue;
    shown.push_back(i);
    widths.push_back(display_width(list.columns[i].title));
  }
  std::vector<Cell> cells;  // row after row
  cells.reserve(list.rows.size() * shown.size());
  for (const auto& row : list.rows) {
    for (std::size_t k = 0; k < shown.size(); ++k) {
      cells.emplace_back(row[shown[k]]);
      widths[k] = std::max(widths[k], cells.back().width);
    }
  }
  std::string out;
  out.reserve((list.rows.size() + 1) * (std::accumulate(widths.begin(), widths.end(), std::size_t{0}) + 2 * widths.size()));
  if (styled) out += "\x1b[1m";
  for (std::size_t k = 0; k < shown.size(); ++k) {
    if (k > 0) out += "  ";
    const Column& column = list.columns[shown[k]];
    pad(out, Cell(column.title), widths[k], column.align, k + 1 == shown.size());
  }
  out += styled ? "\x1b[0m\n" : "\n";
  for (std::size_t first = 0; first < cells.size(); first += shown.size()) {
    std::size_t lines = 0;
    for (std::size_t k = 0; k < shown.size(); ++k) {
      if (k > 0) out += "  ";
      pad(out, cells[first + k], widths[k], list.columns[shown[k]].align, k + 1 == shown.size());
      lines = std::max(lines, cells[first + k].below.size());
    }
    out += '\n';
    for (std::size_t line = 0; line < lines; ++line) {
      std::string lower;
      for (std::size_t k = 0; k < shown.size(); ++k) {
        const std::vector<Cell>& below = cells[first + k].below;
        if (k > 0) lower += "  ";
        pad(lower, line < below.size() ? below[line] : Cell(std::string()), widths[k], Align::left, false);
      }
      out += lower.substr(0, lower.find_last_not_of(' ') + 1) + '\n';
    }
  }
  return out;
}

// "created_at" is "Created at" for people.
std::string heading(std::string key) {
  std::replace(key.begin(), key.end(), '_', ' ');
  if (!key.empty() && key[0] >= 'a' && key[0] <= 'z') key[0] = static_cast<char>(key[0] - 'a' + 'A');
  return key;
}

std::string record_table(const Record& record) {
  std::string out;
  if (record.change) return out;
  if (!record.lines.empty()) {
    for (const std::string& line : record.lines) out += line + "\n";
    return out;
  }
  std::size_t width = 0;
  for (const Member& member : record.object.members) width = std::max(width, display_width(member.key));
  for (const Member& member : record.object.members) {
    pad(out, Cell(heading(member.key)), width, Align::left, false);
    const Cell value(member.value);
    out += "  " + value.text + "\n";
    for (const Cell& line : value.below) out += line.text.empty() ? "\n" : std::string(width + 2, ' ') + line.text + "\n";
  }
  return out;
}

std::string csv_cell(const Value& value) {
  if (std::holds_alternative<std::nullptr_t>(value.content())) return {};
  const bool nested = std::holds_alternative<Array>(value.content()) || std::holds_alternative<Object>(value.content());
  const auto* string = std::get_if<std::string>(&value.content());
  const auto* duration = std::get_if<Seconds>(&value.content());
  const auto* percent = std::get_if<Percent>(&value.content());
  std::string out = nested     ? json_line(value)
                    : string   ? *string
                    : duration ? std::to_string(duration->count())
                    : percent  ? text(*percent)
                               : cell(value);
  if (string && !out.empty() && std::string_view("=+-@\t\r").find(out[0]) != std::string_view::npos) out.insert(0, "'");
  if (out.find_first_of(",\"\r\n") == std::string::npos) return out;
  std::string quoted = "\"";
  for (const char c : out) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string csv_lines(const std::vector<std::string>& header, const std::vector<const std::vector<Value>*>& rows) {
  std::string out = join(header, ",") + "\r\n";
  for (const auto* row : rows) {
    for (std::size_t i = 0; i < row->size(); ++i) {
      if (i > 0) out += ',';
      out += csv_cell((*row)[i]);
    }
    out += "\r\n";
  }
  return out;
}

}  // namespace

std::string cell(const Value& value) { return std::visit(Plain{}, value.content()); }

std::string table(const Result& result, bool styled) {
  if (const auto* list = std::get_if<List>(&result.answer)) return list_table(*list, styled);
  if (const auto* record = std::get_if<Record>(&result.answer)) return record_table(*record);
  if (const auto* document = std::get_if<Document>(&result.answer)) return document->bytes;
  return {};
}

std::string csv(const Result& result) {
  std::vector<std::string> header;
  std::vector<const std::vector<Value>*> rows;
  if (const auto* list = std::get_if<List>(&result.answer)) {
    for (const Column& column : list->columns) header.push_back(column.key);
    for (const auto& row : list->rows) rows.push_back(&row);
    return csv_lines(header, rows);
  }
  if (const auto* record = std::get_if<Record>(&result.answer)) {
    std::vector<Value> values;
    for (const Member& member : record->object.members) {
      header.push_back(member.key);
      values.push_back(member.value);
    }
    rows.push_back(&values);
    return csv_lines(header, rows);
  }
  if (const auto* document = std::get_if<Document>(&result.answer)) return document->bytes;
  return {};
}

}  // namespace mssp::render
