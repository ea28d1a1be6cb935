#include "pdf/table.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "pdf/clean_text.hpp"
#include "pdf/wrap.hpp"

namespace mssp::pdf {
namespace {

constexpr double text_size = 8.8;
constexpr double head_height = 16;
constexpr double line_step = 11.6;
constexpr double row_padding = 4.4;  // above and below the text of a row, together
constexpr double inset = 8;          // from the table's edge to its text
constexpr double gutter = 12;        // between columns
constexpr double icon_size = 10;
constexpr double icon_room = 16;
constexpr double space_after = 6;
constexpr std::size_t most_lines = 6;

struct Placed {
  double x;
  double width;
};

constexpr Style head_style{8.3, palette::white, Weight::bold};

// The width at which nothing of a column is wrapped, as far as some rows tell.
std::vector<double> natural_widths(const Canvas& canvas, const Table& table) {
  constexpr std::size_t most_rows = 64;
  std::vector<double> widths;
  for (const Column& column : table.columns) widths.push_back(canvas.width(column.title, head_style));
  const std::size_t step = table.rows.size() / most_rows + 1;
  for (std::size_t row = 0; row < table.rows.size(); row += step) {
    const std::vector<Cell>& cells = table.rows[row];
    for (std::size_t i = 0; i < std::min(cells.size(), widths.size()); ++i) {
      const double text = canvas.width(cells[i].text, {text_size, cells[i].colour, cells[i].weight});
      widths[i] = std::max(widths[i], text + (cells[i].icon ? icon_room : 0));
    }
  }
  return widths;
}

// Columns get their shares; what some do not need goes to those whose text would wrap.
std::vector<Placed> place(const Flow& flow, const Canvas& canvas, const Table& table) {
  double shares = 0;
  for (const Column& column : table.columns) shares += column.share;
  const double gaps = gutter * static_cast<double>(table.columns.size() - 1);
  const double room = flow.width() - 2 * inset - gaps;
  const std::vector<double> natural = natural_widths(canvas, table);
  double spare = 0;
  double wanted = 0;
  std::vector<double> widths;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    widths.push_back(room * table.columns[i].share / shares);
    spare += std::max(0.0, widths[i] - natural[i]);
    wanted += std::max(0.0, natural[i] - widths[i]);
  }
  const double moved = std::min(spare, wanted);
  std::vector<Placed> placed;
  double x = flow.left() + inset;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const double more = natural[i] - widths[i];
    if (moved > 0) widths[i] += more * moved / (more > 0 ? wanted : spare);
    placed.push_back({x, widths[i]});
    x += widths[i] + gutter;
  }
  return placed;
}

double anchor(const Placed& column, Align align) {
  return column.x + (align == Align::right ? column.width : align == Align::centre ? column.width / 2 : 0);
}

struct Row {
  std::vector<std::vector<std::u32string>> cells;
  double height;
};

Row lay_out(const Canvas& canvas, const std::vector<Cell>& cells, const std::vector<Placed>& columns) {
  if (cells.size() != columns.size())
    throw Error{Code::failed, "a table row has not as many cells as the table columns"};
  Row row;
  std::size_t lines = 1;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const double width = columns[i].width - (cells[i].icon ? icon_room : 0);
    row.cells.push_back(wrap(canvas.font(cells[i].weight), clean(cells[i].text), text_size, width, most_lines));
    lines = std::max(lines, row.cells.back().size());
  }
  row.height = static_cast<double>(lines) * line_step + row_padding;
  return row;
}

// Every page repeats the head; only the first is read to those who do not see it.
void draw_head(Flow& flow, const Table& table, const std::vector<Placed>& columns, bool first) {
  Canvas& canvas = flow.canvas();
  const auto title = [&](std::size_t i) {
    const Align align = table.columns[i].align;
    canvas.text({anchor(columns[i], align), flow.y() + 11}, table.columns[i].title, head_style, align, columns[i].width);
  };
  canvas.decorate([&] {
    canvas.fill(Rect{flow.left(), flow.y(), flow.width(), head_height}, palette::navy);
    if (first) return;
    for (std::size_t i = 0; i < columns.size(); ++i) title(i);
  });
  if (first) {
    flow.group("TR", [&] {
      for (std::size_t i = 0; i < columns.size(); ++i) flow.tagged("TH", [&] { title(i); });
    });
  }
  flow.advance(head_height);
}

void draw_cell(Flow& flow, const Cell& cell, const Placed& column, Align align, const std::vector<std::u32string>& lines) {
  Canvas& canvas = flow.canvas();
  double x = anchor(column, align);
  double y = flow.y() + row_padding / 2 + text_size * 1.02;
  if (cell.icon) {
    draw_icon(canvas, *cell.icon, {column.x + icon_size / 2, y - text_size * 0.35}, icon_size, cell.tint);
    if (align == Align::left) x += icon_room;
  }
  for (const std::u32string& line : lines) {
    canvas.text({x, y}, line, {text_size, cell.colour, cell.weight}, align);
    y += line_step;
  }
}

// Written relative to the row's corner: places that are the same in every row compress to almost nothing.
void draw_row(Flow& flow, const Table& table, std::size_t number, const std::vector<Placed>& columns, const Row& row) {
  Canvas& canvas = flow.canvas();
  canvas.around({flow.left(), flow.y()}, [&] {
    if (number % 2 == 1) {
      canvas.decorate([&] { canvas.fill(Rect{flow.left(), flow.y(), flow.width(), row.height}, palette::ground); });
    }
    flow.group("TR", [&] {
      for (std::size_t i = 0; i < columns.size(); ++i) {
        flow.tagged("TD", [&] { draw_cell(flow, table.rows[number][i], columns[i], table.columns[i].align, row.cells[i]); });
      }
    });
  });
  flow.advance(row.height);
}

double opening(Flow& flow, const Table& table, const std::vector<Placed>& columns) {
  const double small = flow.full_height() * 0.3;
  double height = head_height;
  double first = head_height;
  for (std::size_t i = 0; i < table.rows.size() && height <= small; ++i) {
    height += lay_out(flow.canvas(), table.rows[i], columns).height;
    if (i < 2) first = height;
  }
  return height <= small ? height : first;
}

}  // namespace

double table_height(Flow& flow, const Table& table) {
  const auto columns = place(flow, flow.canvas(), table);
  double height = head_height + space_after;
  for (const auto& row : table.rows) height += lay_out(flow.canvas(), row, columns).height;
  return height;
}

double opening_height(Flow& flow, const Table& table) { return opening(flow, table, place(flow, flow.canvas(), table)); }

void draw_table(Flow& flow, const Table& table) {
  const auto columns = place(flow, flow.canvas(), table);
  flow.need(opening(flow, table, columns));
  flow.group("Table", [&] {
    draw_head(flow, table, columns, true);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const Row row = lay_out(flow.canvas(), table.rows[i], columns);
      if (row.height > flow.left_over()) {
        flow.new_page();
        draw_head(flow, table, columns, false);
      }
      draw_row(flow, table, i, columns, row);
    }
  });
  flow.advance(space_after);
}

}  // namespace mssp::pdf
