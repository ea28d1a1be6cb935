// Writes a document as a PDF file. The only user of libharu, and only of its object layer: pages, dictionaries,
// streams, outlines, cross references. Its own fonts, text and images are not used, because in version 2.3.0 they lose
// parts of composite glyphs, write an invalid ToUnicode map, drop what is beyond the basic plane and embed whole faces.
#pragma once

#include <string>

#include "pdf/document.hpp"

namespace mssp::pdf {

std::string file_bytes(const Document& document);

}  // namespace mssp::pdf
