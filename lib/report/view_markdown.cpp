#include <algorithm>

#include "base/text.hpp"
#include "report/view.hpp"

namespace mssp::report {
namespace {

// Text that Markdown shows as it is. Characters that begin a construct anywhere are escaped; line ends become blanks.
std::string plain(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '\n', ' ');
  std::string out;
  for (const char c : printable(spaced)) {
    if (std::string_view("\\`*_[]<>|#&~").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

// At the beginning of a line also a number, a dash or a plus would begin something.
std::string line(std::string_view text) {
  std::string out = plain(text);
  const std::size_t digits = out.find_first_not_of("0123456789");
  if (digits != std::string::npos && digits > 0 && (out[digits] == '.' || out[digits] == ')')) out.insert(digits, "\\");
  if (!out.empty() && (out[0] == '-' || out[0] == '+' || out[0] == '=')) out.insert(0, "\\");
  return out;
}

void append_row(std::string& out, const std::vector<std::string>& cells) {
  out += '|';
  for (const std::string& cell : cells) out += " " + (cell.empty() ? " " : plain(cell)) + " |";
  out += '\n';
}

struct Write {
  std::string& out;
  void operator()(const Kpis& block) const {
    for (const Kpi& kpi : block.cards) out += "- **" + plain(kpi.label) + "**: " + plain(in_words(kpi)) + "\n";
    out += '\n';
  }
  void operator()(const Paragraph& block) const { out += line(block.text) + "\n\n"; }
  void operator()(const Subheading& block) const { out += "### " + plain(block.text) + "\n\n"; }
  void operator()(const Items& block) const {
    for (const std::string& text : block.texts) out += "- " + line(text) + "\n";
    out += '\n';
  }
  void operator()(const Table& block) const {
    std::vector<std::string> head;
    out.reserve(out.size() + block.rows.size() * 80);
    for (const Column& column : block.columns) head.push_back(column.title);
    append_row(out, head);
    out += '|';
    for (const Column& column : block.columns) out += column.right ? " ---: |" : " --- |";
    out += '\n';
    for (const auto& row : block.rows) {
      std::vector<std::string> cells;
      for (const Cell& cell : row) cells.push_back(in_words(cell));
      append_row(out, cells);
    }
    out += '\n';
  }
  void operator()(const Figure& block) const {
    if (!block.title.empty()) out += "*" + plain(block.title) + "*\n\n";
    for (const draw::Chart& chart : block.charts) {
      const auto rows = draw::as_table(chart);
      append_row(out, rows[0]);
      out += '|';
      for (std::size_t i = 0; i < rows[0].size(); ++i) out += i == 0 ? " --- |" : " ---: |";
      out += '\n';
      for (std::size_t i = 1; i < rows.size(); ++i) append_row(out, rows[i]);
      out += '\n';
    }
  }
};

}  // namespace

std::string markdown_view(const Model& model) {
  std::string out = "# " + plain(model.title) + "\n\n" + line(scope_line(model)) + "\\\n" + line(author_line(model)) + "\n\n";
  for (const Section& section : model.sections) {
    if (!section.title.empty()) out += "## " + plain(section.title) + "\n\n";
    for (const Block& block : section.blocks) std::visit(Write{out}, block);
  }
  return out + "---\n\n" + line(model.authorship.classification) + "\n";
}

}  // namespace mssp::report
