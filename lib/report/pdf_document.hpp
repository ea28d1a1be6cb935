// A report as a PDF.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pdf/face.hpp"
#include "pdf/picture.hpp"
#include "report/model.hpp"

namespace mssp::report {

struct PdfFile {
  std::string bytes;
  std::size_t missing_characters = 0;  // drawn as boxes, because no font that is installed has them
};

// The same model and logo give the same bytes. Throws as pdf::Document::bytes does. Load the fonts once for a batch.
PdfFile pdf_file(const Model& model, const pdf::Fonts& fonts, const std::optional<pdf::Picture>& logo = {});

}  // namespace mssp::report
