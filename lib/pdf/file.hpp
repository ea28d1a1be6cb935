// Writes a document as a PDF file: fonts cut down to what is drawn, pages, bookmarks, structure and metadata.
#pragma once

#include <string>

#include "pdf/document.hpp"

namespace mssp::pdf {

std::string file_bytes(const Document& document);

}  // namespace mssp::pdf
