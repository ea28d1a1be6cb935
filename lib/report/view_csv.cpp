#include "render/table.hpp"
#include "report/view.hpp"

namespace mssp::report {
namespace {

class Lines {
 public:
  explicit Lines(const Section& section) : section_(section.id) {}

  void operator()(const Kpis& block) {
    for (const Kpi& kpi : block.cards) {
      add("figures", kpi.label, "value", kpi.value);
      add("figures", kpi.label, "state", std::string(draw::name(kpi.state)));
      if (kpi.change) add("figures", kpi.label, "change", kpi.change->text);
      if (!kpi.note.empty()) add("figures", kpi.label, "note", kpi.note);
      if (!kpi.target.empty()) add("figures", kpi.label, "target", kpi.target);
      if (!kpi.age.empty()) add("figures", kpi.label, "age", kpi.age);
    }
  }
  void operator()(const Paragraph& block) { add("text", std::to_string(++texts_), "", block.text); }
  void operator()(const Subheading& block) { heading_ = block.text; }
  void operator()(const Items& block) {
    for (const std::string& text : block.texts) add("text", std::to_string(++texts_), "", text);
  }
  void operator()(const Table& block) {
    for (std::size_t row = 0; row < block.rows.size(); ++row) {
      for (std::size_t i = 0; i < block.columns.size(); ++i) {
        const Cell& cell = block.rows[row].at(i);
        add("table", std::to_string(row + 1), block.columns[i].title, cell.text);
        if (cell.mark) add("table", std::to_string(row + 1), block.columns[i].title + " state", std::string(draw::name(*cell.mark)));
      }
    }
  }
  void operator()(const Figure& block) {
    for (const draw::Chart& chart : block.charts) {
      const auto cells = draw::as_table(chart);
      for (std::size_t row = 1; row < cells.size(); ++row) {
        for (std::size_t i = 1; i < cells[row].size(); ++i) add(block.title, cells[row][0], cells[0].at(i), cells[row][i]);
      }
    }
  }
  std::vector<std::vector<render::Value>> rows;

 private:
  void add(const std::string& block, const std::string& row, const std::string& column, const std::string& value) {
    rows.push_back(render::row(section_, heading_.empty() ? block : heading_, row, column, value));
  }
  std::string section_;
  std::string heading_;
  int texts_ = 0;
};

}  // namespace

std::string csv_view(const Model& model) {
  render::List list{.columns = {{"section", ""}, {"block", ""}, {"row", ""}, {"column", ""}, {"value", ""}}};
  list.rows.push_back(render::row("report", "report", model.type, "tenant", model.scope.tenant));
  list.rows.push_back(render::row("report", "report", model.type, "period", model.scope.label));
  list.rows.push_back(render::row("report", "report", model.type, "revision", std::to_string(model.revision)));
  for (const Section& section : model.sections) {
    Lines lines(section);
    for (const Block& block : section.blocks) std::visit(lines, block);
    std::move(lines.rows.begin(), lines.rows.end(), std::back_inserter(list.rows));
  }
  return render::csv({.answer = std::move(list)});
}

}  // namespace mssp::report
