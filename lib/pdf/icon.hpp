// Small drawn marks. They are vectors, because status characters are in few fonts, and always stand beside a word.
#pragma once

#include "pdf/canvas.hpp"

namespace mssp::pdf {

enum class Icon {
  check,     // green disc with a tick
  warning,   // amber triangle with an exclamation mark
  cross,     // red disc with a cross
  question,  // grey disc with a question mark: unknown
  dot,       // these in a given colour: a disc, and small triangles
  up,
  down,
};

// Draws a mark as wide and high as `size`. `tint` colours dot, up and down only.
void draw_icon(Canvas& canvas, Icon icon, Point centre, double size, Colour tint = {});

}  // namespace mssp::pdf
