#include "pdf/card.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "draw/chart.hpp"
#include "draw/palette.hpp"

namespace mssp::pdf {
namespace {

constexpr double gap = 9;

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

// Rows of nearly the same length: seven cards are four and three.
std::vector<std::size_t> row_lengths(std::size_t cards) {
  constexpr std::size_t longest = 5;
  constexpr std::size_t usual = 4;
  const std::size_t rows = cards <= longest ? (cards > 0 ? 1 : 0) : (cards + usual - 1) / usual;
  std::vector<std::size_t> lengths;
  for (std::size_t row = 0, next = 0; row < rows; ++row) {
    lengths.push_back((cards - next + rows - row - 1) / (rows - row));
    next += lengths.back();
  }
  return lengths;
}

// A card of a short row is wide enough for its state beside its label; others have a line more.
bool is_wide(std::size_t in_row) { return in_row <= 3; }
double height_of(std::size_t in_row) { return is_wide(in_row) ? 66 : 78; }

struct Lines {
  std::string first;
  std::string second;
};

// What is beside the change stands on the first line, the rest on the second; without a change the first detail opens.
Lines lines_of(const Card& card) {
  Lines lines;
  std::size_t next = 0;
  if (card.change) lines.first = card.change->text;
  if (!card.details.empty() && !card.change) lines.first = card.details[next++];
  lines.second = join({card.details.begin() + static_cast<std::ptrdiff_t>(next), card.details.end()}, " · ");
  return lines;
}

// Read as label, state, figure, change and details, one after another.
void draw_card(Flow& flow, const Rect& area, const Card& card, bool wide) {
  Canvas& canvas = flow.canvas();
  const double left = area.x + 9;
  const double right = area.right() - 9;
  const double width = right - left;
  const Style small{7.8, palette::muted};
  canvas.decorate([&] {
    canvas.fill(area, palette::ground);
    canvas.fill(Rect{area.x, area.y, area.width, 3}, colour_of(card.mark));
  });
  const double state = canvas.width(card.word, small) + 12;
  flow.tagged("P", [&] { fitted(canvas, {left, area.y + 16}, card.label, {8.4, palette::muted}, wide ? width - state - 6 : width, 6.6); });
  flow.tagged("P", [&] {
    const Point at = wide ? Point{right - state, area.y + 16} : Point{left, area.y + 71};
    draw_icon(canvas, card.mark, {at.x + 4, at.y - 2.8}, 8);
    fitted(canvas, {at.x + 12, at.y}, card.word, small, right - at.x - 12, 6.4);
  });
  double used = 0;
  flow.tagged("P", [&] { used = fitted(canvas, {left, area.y + 37}, card.value, {20, palette::ink, Weight::bold}, width, 9); });
  constexpr double least_line = 24;  // a shorter one says nothing
  if (width - used > least_line + 8) {
    const double room = std::min(width - used - 8, 56.0);
    canvas.decorate([&] {
      draw::draw_sparkline(canvas, {right - room, area.y + 24, room, 13}, card.months, palette::teal);
    });
  }
  const Lines lines = lines_of(card);
  flow.tagged("P", [&] {
    double x = left;
    if (card.change) {
      draw_icon(canvas, card.change->arrow, {x + 3, area.y + 46.2}, 6, card.change->colour);
      x += 9;
    }
    fitted(canvas, {x, area.y + 49}, lines.first, small, right - x, 6.4);
  });
  if (!lines.second.empty()) flow.tagged("P", [&] { fitted(canvas, {left, area.y + 60}, lines.second, small, width, 6.4); });
}

}  // namespace

double card_row_height(std::size_t cards) {
  const auto rows = row_lengths(cards);
  return rows.empty() ? 0 : height_of(rows.front()) + gap;
}

void draw_cards(Flow& flow, const std::vector<Card>& cards) {
  std::size_t next = 0;
  for (const std::size_t count : row_lengths(cards.size())) {
    flow.need(height_of(count));
    const double width = (flow.width() - gap * static_cast<double>(count - 1)) / static_cast<double>(count);
    for (std::size_t i = 0; i < count; ++i) {
      const Rect area{flow.left() + (width + gap) * static_cast<double>(i), flow.y(), width, height_of(count)};
      flow.group("Div", [&] { draw_card(flow, area, cards[next + i], is_wide(count)); });
    }
    next += count;
    flow.advance(height_of(count) + gap);
  }
}

}  // namespace mssp::pdf
