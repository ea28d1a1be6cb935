#include "draw/chart.hpp"

#include <fmt/format.h>

#include "draw/chart_kinds.hpp"

namespace mssp::draw {
namespace {

using Rows = std::vector<std::vector<std::string>>;

// The same for each kind of chart, found by its type.
struct Height {
  double operator()(const Donut&) const { return 150; }
  double operator()(const Line&) const { return 150; }
  double operator()(const Columns&) const { return 150; }
  double operator()(const Bars& chart) const { return 22 * as_number(chart.items.size()) + 6; }
  double operator()(const HeatMap& chart) const { return 18 + 20 * as_number(chart.rows.size()) + 4; }
  double operator()(const Bullets& chart) const { return 30 * as_number(chart.items.size()) + 4; }
  double operator()(const Gantt& chart) const { return 20 + 20 * as_number(chart.tasks.size()) + 4; }
};

std::string share(const std::optional<std::int64_t>& thousandths) {
  if (!thousandths) return "n/a";
  return fmt::format("{}.{} %", *thousandths / 1000, *thousandths % 1000 / 100);
}

struct Tabulate {
  Rows operator()(const Donut& chart) const {
    Rows rows{{"", "Count"}};
    for (const Donut::Slice& slice : chart.slices) rows.push_back({slice.label, std::to_string(slice.count)});
    return rows;
  }
  Rows operator()(const Line& chart) const {
    Rows rows{{"", chart.title}};
    for (std::size_t i = 0; i < chart.labels.size(); ++i) rows.push_back({chart.labels[i], share(chart.values.at(i))});
    if (chart.target) rows.push_back({"Target", share(chart.target)});
    return rows;
  }
  Rows operator()(const Columns& chart) const {
    Rows rows{{""}};
    for (const Columns::Series& series : chart.series) rows[0].push_back(series.name);
    for (std::size_t i = 0; i < chart.labels.size(); ++i) {
      rows.push_back({chart.labels[i]});
      for (const Columns::Series& series : chart.series) rows.back().push_back(std::to_string(series.counts.at(i)));
    }
    return rows;
  }
  Rows operator()(const Bars& chart) const {
    Rows rows{{"", "Count"}};
    for (const Bars::Item& item : chart.items) rows.push_back({item.label, std::to_string(item.count)});
    return rows;
  }
  Rows operator()(const HeatMap& chart) const {
    Rows rows{{""}};
    rows[0].insert(rows[0].end(), chart.columns.begin(), chart.columns.end());
    for (const HeatMap::Row& row : chart.rows) {
      rows.push_back({row.label});
      for (const std::int64_t count : row.counts) rows.back().push_back(std::to_string(count));
    }
    return rows;
  }
  Rows operator()(const Bullets& chart) const {
    Rows rows{{"", "Figure", "Target"}};
    for (const Bullets::Item& item : chart.items) {
      rows.push_back({item.label, item.figure, item.target ? share(item.target) : ""});
    }
    return rows;
  }
  Rows operator()(const Gantt& chart) const {
    Rows rows{{"", "From", "To"}};
    const auto column = [&](std::int64_t at) {
      if (chart.columns.empty()) return std::string();
      const auto last = static_cast<std::int64_t>(chart.columns.size()) - 1;
      return chart.columns.at(static_cast<std::size_t>(std::clamp<std::int64_t>(at / 1000, 0, last)));
    };
    for (const Gantt::Task& task : chart.tasks) {
      rows.push_back({task.label, column(task.from), column(std::max(task.from, task.to - 1))});
    }
    return rows;
  }
};

struct Draw {
  Surface& surface;
  const Rect& area;
  void operator()(const Donut& chart) const { draw_donut(surface, area, chart); }
  void operator()(const Line& chart) const { draw_line(surface, area, chart); }
  void operator()(const Columns& chart) const { draw_columns(surface, area, chart); }
  void operator()(const Bars& chart) const { draw_bars(surface, area, chart); }
  void operator()(const HeatMap& chart) const { draw_heat_map(surface, area, chart); }
  void operator()(const Bullets& chart) const { draw_bullets(surface, area, chart); }
  void operator()(const Gantt& chart) const { draw_gantt(surface, area, chart); }
};

}  // namespace

double height(const Chart& chart) { return std::visit(Height{}, chart); }

void draw(Surface& surface, const Rect& area, const Chart& chart) { std::visit(Draw{surface, area}, chart); }

Rows as_table(const Chart& chart) { return std::visit(Tabulate{}, chart); }

}  // namespace mssp::draw
