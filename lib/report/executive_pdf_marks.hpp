// How states and severities look in a PDF: always a mark or colour together with a word.
#pragma once

#include <string>

#include "pdf/icon.hpp"
#include "pdf/table.hpp"
#include "report/model.hpp"

namespace mssp::report {

pdf::Icon icon(State state);
pdf::Colour colour(State state);
pdf::Colour colour(Severity severity);

// A table cell of a state: its mark, and the text or, when that is empty, the state's word.
pdf::Cell cell(State state, const std::string& text = {});
pdf::Cell cell(Severity severity);

// "Patch compliance" -> "patch compliance"; words in capitals stay: "SLA met".
std::string lower_first(std::string text);

void draw_shortened(pdf::Canvas& canvas, pdf::Point at, const std::string& text, const pdf::Style& style, double width);

}  // namespace mssp::report
