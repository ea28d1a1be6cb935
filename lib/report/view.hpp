// The views of a report that are text. The same model gives the same bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/model.hpp"

namespace mssp::report {

// One file that needs no other: styles and pictures inside, light or dark as the reader's screen, ready for print.
// `logo` is a PNG file, empty for none.
std::string html_view(const Model& model, std::string_view logo);
std::string markdown_view(const Model& model);  // CommonMark with tables (GFM)
std::string text_view(const Model& model);      // for mail and terminals, at most 100 columns but for tables
// One figure a line: section, block, row, column, value. Cells that a spreadsheet would run are guarded.
std::string csv_view(const Model& model);

// A cell in plain words: its text, with the word of its mark in front where the text does not say it.
std::string in_words(const Cell& cell);
// Note, target and age of a card, those that there are.
std::vector<std::string> details(const Kpi& kpi);
// Value, change, state and details of a card on one line.
std::string in_words(const Kpi& kpi);

}  // namespace mssp::report
