#include "pdf/icon.hpp"

#include "draw/palette.hpp"

namespace mssp::pdf {
namespace {

void draw(Canvas& canvas, Icon icon, Point centre, double size, Colour tint) {
  const double radius = size / 2;
  const auto at = [&](double x, double y) { return Point{centre.x + x * radius, centre.y + y * radius}; };
  const Stroke white{palette::white, size * 0.14};
  switch (icon) {
    case Icon::check:
      canvas.disc(centre, radius, palette::green);
      canvas.line({at(-0.45, 0.02), at(-0.12, 0.36), at(0.46, -0.32)}, white);
      break;
    case Icon::cross:
      canvas.disc(centre, radius, palette::red);
      canvas.line({at(-0.34, -0.34), at(0.34, 0.34)}, white);
      canvas.line({at(-0.34, 0.34), at(0.34, -0.34)}, white);
      break;
    case Icon::warning:
      canvas.fill({at(0, -0.95), at(1.05, 0.9), at(-1.05, 0.9)}, palette::amber);
      canvas.line({at(0, -0.3), at(0, 0.32)}, {palette::ink, size * 0.13});
      canvas.disc(at(0, 0.62), size * 0.075, palette::ink);
      break;
    case Icon::question:
      canvas.disc(centre, radius, palette::grey);
      canvas.text(at(0, 0.52), U"?", {size * 0.75, palette::white, Weight::bold}, Align::centre);
      break;
    case Icon::dot:
      canvas.disc(centre, radius * 0.8, tint);
      break;
    case Icon::up:
      canvas.fill({at(0, -0.8), at(0.9, 0.75), at(-0.9, 0.75)}, tint);
      break;
    case Icon::down:
      canvas.fill({at(0, 0.8), at(0.9, -0.75), at(-0.9, -0.75)}, tint);
      break;
  }
}

}  // namespace

void draw_icon(Canvas& canvas, Icon icon, Point centre, double size, Colour tint) {
  canvas.around(centre, [&] { draw(canvas, icon, centre, size, tint); });
}

}  // namespace mssp::pdf
