// A font as the objects of a PDF file.
#pragma once

#include "pdf/font.hpp"
#include "pdf/haru.hpp"

namespace mssp::pdf {

// A composite font (ISO 32000-1, 9.7) whose codes are those of `font`: Identity-H, one TrueType descendant cut down to
// the glyphs drawn, explicit widths, glyph indices and Unicode values.
HPDF_Dict embed(const Haru& haru, const Font& font);

}  // namespace mssp::pdf
