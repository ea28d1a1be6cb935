// The colours of every document, in one place. Pairs of text and ground reach a contrast of 4.5 to 1 (WCAG 2.1 AA).
#pragma once

#include "draw/geometry.hpp"

namespace mssp::draw::palette {

inline constexpr Colour white = rgb(0xffffff);
inline constexpr Colour ink = rgb(0x1c2733);
inline constexpr Colour muted = rgb(0x5f6b7a);
inline constexpr Colour rule = rgb(0xd5d9e0);
inline constexpr Colour ground = rgb(0xf3f4f9);  // cards and every other row
inline constexpr Colour navy = rgb(0x12263f);
inline constexpr Colour blue = rgb(0x1b365d);
inline constexpr Colour pale = rgb(0xc3cfdf);  // text of second rank on navy and blue
inline constexpr Colour teal = rgb(0x0d8082);
inline constexpr Colour mist = rgb(0xdceeee);  // teal, diluted
inline constexpr Colour deep = rgb(0x0b3b40);  // text on teal that is diluted
inline constexpr Colour green = rgb(0x2e9e5b);
inline constexpr Colour amber = rgb(0xf2b705);
inline constexpr Colour orange = rgb(0xe67e22);
inline constexpr Colour red = rgb(0xc0392b);
inline constexpr Colour sky = rgb(0x2f6fb5);
inline constexpr Colour grey = rgb(0x8a94a3);

}  // namespace mssp::draw::palette
