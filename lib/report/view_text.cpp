#include <algorithm>

#include "base/text.hpp"
#include "render/table.hpp"
#include "report/view.hpp"

namespace mssp::report {
namespace {

constexpr std::size_t width = 100;

std::string wrapped(const std::string& text, const std::string& first, const std::string& next) {
  std::string safe = text;
  std::replace(safe.begin(), safe.end(), '\n', ' ');
  std::string out;
  for (const std::string& each : wrap(printable(safe), width - first.size())) out += (out.empty() ? first : next) + each + "\n";
  return out;
}

struct Write {
  std::string& out;
  void operator()(const Kpis& block) const {
    std::size_t widest = 0;
    for (const Kpi& kpi : block.cards) widest = std::max(widest, display_width(kpi.label));
    for (const Kpi& kpi : block.cards) {
      out += "  " + printable(kpi.label) + std::string(widest - display_width(kpi.label) + 2, ' ') + printable(in_words(kpi)) + "\n";
    }
    out += '\n';
  }
  void operator()(const Paragraph& block) const { out += wrapped(block.text, "", "") + "\n"; }
  void operator()(const Subheading& block) const { out += printable(block.text) + "\n\n"; }
  void operator()(const Items& block) const {
    for (const std::string& text : block.texts) out += wrapped(text, "- ", "  ");
    out += '\n';
  }
  void operator()(const Table& block) const {
    render::List list;
    for (const Column& column : block.columns) {
      list.columns.push_back({column.title, column.title, column.right ? render::Align::right : render::Align::left});
    }
    for (const auto& row : block.rows) {
      auto& cells = list.rows.emplace_back();
      for (const Cell& cell : row) cells.emplace_back(in_words(cell));
    }
    table(std::move(list));
  }
  void operator()(const Figure& block) const {
    if (!block.title.empty()) out += printable(block.title) + "\n\n";
    for (const draw::Chart& chart : block.charts) {
      const auto rows = draw::as_table(chart);
      render::List list;
      for (const std::string& title : rows[0]) {
        list.columns.push_back({title, title.empty() ? " " : title, list.columns.empty() ? render::Align::left : render::Align::right});
      }
      for (std::size_t i = 1; i < rows.size(); ++i) {
        auto& cells = list.rows.emplace_back();
        for (const std::string& cell : rows[i]) cells.emplace_back(cell);
      }
      table(std::move(list));
    }
  }
  void table(render::List list) const {
    out += render::table({.answer = std::move(list)}, {});
    out += '\n';
  }
};

}  // namespace

std::string text_view(const Model& model) {
  std::string out = printable(model.title) + "\n" + printable(scope_line(model)) + "\n" + printable(author_line(model)) + "\n\n";
  for (const Section& section : model.sections) {
    if (!section.title.empty()) {
      const std::string title = printable(section.title);
      out += title + "\n" + std::string(display_width(title), '=') + "\n\n";
    }
    for (const Block& block : section.blocks) std::visit(Write{out}, block);
  }
  return out + printable(model.authorship.classification) + "\n";
}

}  // namespace mssp::report
