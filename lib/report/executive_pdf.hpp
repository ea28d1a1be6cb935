// The executive report as a PDF.
#pragma once

#include <string>

#include "pdf/face.hpp"
#include "report/model.hpp"

namespace mssp::report {

// The bytes of the file. The same model gives the same bytes. Throws Code::failed when a figure of the trend is not
// finite, or as pdf::Fonts::load does. Load the fonts once for a batch.
std::string executive_pdf(const Executive& report, const pdf::Fonts& fonts);
std::string executive_pdf(const Executive& report);

}  // namespace mssp::report
