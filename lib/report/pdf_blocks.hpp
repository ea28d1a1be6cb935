// The blocks of a report as they stand on pages.
#pragma once

#include "pdf/flow.hpp"
#include "report/model.hpp"

namespace mssp::report {

// Draws a section with its heading; no heading is parted from what follows it.
void draw_section(pdf::Flow& flow, const Section& section);

// How high it is on one page; more than any page for one that holds charts, lists or a long table.
double section_height(pdf::Flow& flow, const Section& section);

}  // namespace mssp::report
