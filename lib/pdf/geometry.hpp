// The size of a page; places, sizes and colours on it are those of lib/draw.
#pragma once

#include "draw/geometry.hpp"
#include "draw/palette.hpp"
#include "draw/surface.hpp"

namespace mssp::pdf {

using draw::Align;
using draw::Colour;
using draw::Point;
using draw::Rect;
using draw::Stroke;
using draw::Style;
using draw::Weight;
namespace palette = draw::palette;

inline constexpr double page_width = 595.276;  // ISO 216 A4
inline constexpr double page_height = 841.89;

}  // namespace mssp::pdf
