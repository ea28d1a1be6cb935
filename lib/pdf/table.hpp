// Tables that run over pages: repeated heads, rows in two shades, cells that wrap, rows that are never torn apart.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pdf/flow.hpp"
#include "pdf/icon.hpp"
#include "draw/palette.hpp"

namespace mssp::pdf {

struct Cell {
  std::string text;
  std::optional<Icon> icon{};  // drawn before the text
  Weight weight = Weight::regular;
  Colour colour = palette::ink;  // of the text
  Colour tint = palette::grey;   // of a dot or an arrow
};

struct Column {
  std::string title;
  double share = 1;  // of the width, relative to the other columns, before what is spare is given away
  Align align = Align::left;
};

struct Table {
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;  // as many cells as columns, else Code::failed
};

// What must follow a heading so that it is no orphan: the whole of a small table, else its head and first two rows.
double opening_height(Flow& flow, const Table& table);

// The whole of it on one page, with the space after it.
double table_height(Flow& flow, const Table& table);

// Columns that need less than their share leave it to those that need more. Cells hold at most six lines; what is longer ends in an ellipsis.
void draw_table(Flow& flow, const Table& table);

}  // namespace mssp::pdf
