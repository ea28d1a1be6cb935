#include "pdf/card.hpp"

#include <algorithm>

#include "pdf/clean_text.hpp"
#include "pdf/palette.hpp"
#include "pdf/wrap.hpp"

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

void fitted(Canvas& canvas, Point at, const std::string& text, Style style, double width, double smallest) {
  const auto cleaned = clean(text);
  const double natural = canvas.width(cleaned, style);
  if (natural > width) style.size = std::max(smallest, style.size * width / natural);
  canvas.text(at, shorten(canvas.font(style.weight), cleaned, style.size, width), style);
}

void draw_card(Canvas& canvas, const Rect& area, const Card& card) {
  const double left = area.x + 9;
  const double width = area.width - 18;
  canvas.fill(area, palette::ground);
  canvas.fill(Rect{area.x, area.y, area.width, 3}, colour_of(card.mark));
  fitted(canvas, {left, area.y + 18}, card.label, {8.4, palette::muted}, width, 6.6);
  fitted(canvas, {left, area.y + 42}, card.value, {20, palette::ink, Weight::bold}, width, 9);

  double x = left;
  if (card.change) {
    draw_icon(canvas, card.change->arrow, {x + 3, area.y + 54}, 6, card.change->colour);
    x += 9;
    fitted(canvas, {x, area.y + 56.8}, card.change->text, {7.8, palette::muted}, area.right() - 9 - x, 6.4);
  }
  // The note stands where the change would be, or shares the last line.
  if (!card.change) fitted(canvas, {left, area.y + 56.8}, card.note, {7.8, palette::muted}, width, 6.4);
  draw_icon(canvas, card.mark, {left + 4, area.y + 67}, 8);
  const std::string line = card.note.empty() || !card.change ? card.word : card.word + " · " + card.note;
  fitted(canvas, {left + 12, area.y + 69.8}, line, {7.8, palette::muted}, width - 12, 6.4);
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
    for (std::size_t i = 0; i < count; ++i)
      draw_card(flow.canvas(), {flow.left() + (width + gap) * static_cast<double>(i), flow.y(), width, height},
                cards[next + i]);
    next += count;
    flow.advance(height + gap);
  }
}

}  // namespace mssp::pdf
