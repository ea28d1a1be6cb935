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
constexpr std::size_t most_lines = 6;

struct Placed {
  double x;
  double width;
};

std::vector<Placed> place(const Flow& flow, const Table& table) {
  double shares = 0;
  for (const Column& column : table.columns) shares += column.share;
  const double gaps = gutter * static_cast<double>(table.columns.size() - 1);
  const double room = flow.width() - 2 * inset - gaps;
  std::vector<Placed> placed;
  double x = flow.left() + inset;
  for (const Column& column : table.columns) {
    const double width = room * column.share / shares;
    placed.push_back({x, width});
    x += width + gutter;
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

void draw_head(Flow& flow, const Table& table, const std::vector<Placed>& columns) {
  Canvas& canvas = flow.canvas();
  canvas.fill(Rect{flow.left(), flow.y(), flow.width(), head_height}, palette::navy);
  const Style style{8.3, palette::white, Weight::bold};
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const Align align = table.columns[i].align;
    const auto title = shorten(canvas.font(style.weight), clean(table.columns[i].title), style.size, columns[i].width);
    canvas.text({anchor(columns[i], align), flow.y() + 11}, title, style, align);
  }
  flow.advance(head_height);
}

void draw_row(Flow& flow, const Table& table, std::size_t number, const std::vector<Placed>& columns, const Row& row) {
  Canvas& canvas = flow.canvas();
  if (number % 2 == 1) canvas.fill(Rect{flow.left(), flow.y(), flow.width(), row.height}, palette::ground);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const Cell& cell = table.rows[number][i];
    const Align align = table.columns[i].align;
    double x = anchor(columns[i], align);
    double y = flow.y() + row_padding / 2 + text_size * 1.02;
    if (cell.icon) {
      draw_icon(canvas, *cell.icon, {columns[i].x + icon_size / 2, y - text_size * 0.35}, icon_size, cell.tint);
      if (align == Align::left) x += icon_room;
    }
    for (const std::u32string& line : row.cells[i]) {
      canvas.text({x, y}, line, {text_size, cell.colour, cell.weight}, align);
      y += line_step;
    }
  }
  flow.advance(row.height);
}

}  // namespace

double opening_height(Flow& flow, const Table& table) {
  const auto columns = place(flow, table);
  const double small = flow.full_height() * 0.3;
  double height = head_height;
  double opening = head_height;
  for (std::size_t i = 0; i < table.rows.size() && height <= small; ++i) {
    height += lay_out(flow.canvas(), table.rows[i], columns).height;
    if (i < 2) opening = height;
  }
  return height <= small ? height : opening;
}

void draw_table(Flow& flow, const Table& table) {
  const auto columns = place(flow, table);
  flow.need(opening_height(flow, table));
  draw_head(flow, table, columns);
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const Row row = lay_out(flow.canvas(), table.rows[i], columns);
    if (row.height > flow.left_over()) {
      flow.new_page();
      draw_head(flow, table, columns);
    }
    draw_row(flow, table, i, columns, row);
  }
  flow.advance(6);
}

}  // namespace mssp::pdf
