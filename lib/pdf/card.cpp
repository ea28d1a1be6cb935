#include "pdf/card.hpp"

#include <algorithm>

#include "draw/chart.hpp"
#include "draw/palette.hpp"

namespace mssp::pdf {
namespace {

constexpr double height = 78;
constexpr double gap = 10;

Colour colour_of(Icon mark) {
  switch (mark) {
    case Icon::check:
      return palette::green;
    case Icon::warning:
      return palette::amber;
    case Icon::cross:
      return palette::red;
    default:
      return palette::grey;
  }
}

double fitted(Canvas& canvas, Point at, const std::string& text, Style style, double width, double smallest) {
  const double natural = canvas.width(text, style);
  if (natural > width) style.size = std::max(smallest, style.size * width / natural);
  return canvas.text(at, text, style, Align::left, width);
}

// Read as label, figure, change and state, one after another.
void draw_card(Flow& flow, const Rect& area, const Card& card) {
  Canvas& canvas = flow.canvas();
  const double left = area.x + 9;
  const double width = area.width - 18;
  canvas.decorate([&] {
    canvas.fill(area, palette::ground);
    canvas.fill(Rect{area.x, area.y, area.width, 3}, colour_of(card.mark));
  });
  flow.tagged("P", [&] { fitted(canvas, {left, area.y + 18}, card.label, {8.4, palette::muted}, width, 6.6); });
  double used = 0;
  flow.tagged("P", [&] { used = fitted(canvas, {left, area.y + 42}, card.value, {20, palette::ink, Weight::bold}, width, 9); });
  constexpr double least_line = 24;  // a shorter one says nothing
  if (width - used > least_line + 8) {
    const double room = std::min(width - used - 8, 40.0);
    canvas.decorate([&] {
      draw::draw_sparkline(canvas, {area.right() - 9 - room, area.y + 29, room, 13}, card.months, palette::teal);
    });
  }
  // The note stands where the change would be, or shares the last line.
  flow.tagged("P", [&] {
    double x = left;
    if (card.change) {
      draw_icon(canvas, card.change->arrow, {x + 3, area.y + 54}, 6, card.change->colour);
      x += 9;
    }
    fitted(canvas, {x, area.y + 56.8}, card.change ? card.change->text : card.note, {7.8, palette::muted}, area.right() - 9 - x, 6.4);
  });
  flow.tagged("P", [&] {
    draw_icon(canvas, card.mark, {left + 4, area.y + 67}, 8);
    const std::string line = card.note.empty() || !card.change ? card.word : card.word + " · " + card.note;
    fitted(canvas, {left + 12, area.y + 69.8}, line, {7.8, palette::muted}, width - 12, 6.4);
  });
}

}  // namespace

void draw_cards(Flow& flow, const std::vector<Card>& cards) {
  constexpr std::size_t widest_row = 6;
  const std::size_t rows = (cards.size() + widest_row - 1) / widest_row;
  for (std::size_t row = 0, next = 0; row < rows; ++row) {
    // Rows of nearly the same length: seven cards are four and three.
    const std::size_t count = (cards.size() - next + rows - row - 1) / (rows - row);
    flow.need(height);
    const double width = (flow.width() - gap * static_cast<double>(count - 1)) / static_cast<double>(count);
    for (std::size_t i = 0; i < count; ++i) {
      flow.group("Div", [&] {
        draw_card(flow, {flow.left() + (width + gap) * static_cast<double>(i), flow.y(), width, height}, cards[next + i]);
      });
    }
    next += count;
    flow.advance(height + gap);
  }
}

}  // namespace mssp::pdf
