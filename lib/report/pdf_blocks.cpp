#include "report/pdf_blocks.hpp"

#include <fmt/core.h>

#include "base/text.hpp"
#include "pdf/card.hpp"
#include "pdf/table.hpp"
#include "report/view.hpp"

namespace mssp::report {
namespace {

namespace palette = pdf::palette;

constexpr pdf::Style body{9.5, palette::ink};
constexpr double chart_gap = 24;
constexpr double short_section = 130;
constexpr double first_of_two = 172;  // the width of a ring that has another chart beside it

pdf::Icon icon(Tone tone) {
  switch (tone) {
    case Tone::good:
      return pdf::Icon::check;
    case Tone::warn:
      return pdf::Icon::warning;
    case Tone::bad:
      return pdf::Icon::cross;
    case Tone::unknown:
      return pdf::Icon::question;
    default:
      return pdf::Icon::dot;
  }
}

pdf::Card card_of(const Kpi& kpi) {
  const Tone state = kpi.value.empty() ? Tone::unknown : kpi.state;
  pdf::Card card{kpi.label, kpi.value.empty() ? "n/a" : kpi.value, icon(state), std::string(word(state)), {}, details(kpi), kpi.months};
  if (kpi.change) {
    const Change& change = *kpi.change;
    const pdf::Icon arrow = change.direction == Direction::up     ? pdf::Icon::up
                            : change.direction == Direction::down ? pdf::Icon::down
                                                                  : pdf::Icon::dot;
    card.change = pdf::Card::Change{arrow, draw::colour(change.meaning), change.text};
  }
  return card;
}

pdf::Cell cell_of(const Cell& cell) {
  pdf::Cell made{.text = cell.text};
  if (cell.mark) {
    made.icon = icon(*cell.mark);
    made.tint = draw::colour(*cell.mark);
  }
  if (cell.strong || cell.alarm) made.weight = pdf::Weight::bold;
  if (cell.alarm) made.colour = palette::red;
  return made;
}

pdf::Table table_of(const Table& table) {
  pdf::Table made;
  for (const Column& column : table.columns) {
    made.columns.push_back({column.title, static_cast<double>(column.share), column.right ? pdf::Align::right : pdf::Align::left});
  }
  made.rows.reserve(table.rows.size());
  for (const auto& row : table.rows) {
    auto& cells = made.rows.emplace_back();
    for (const Cell& cell : row) cells.push_back(cell_of(cell));
  }
  return made;
}

double chart_height(const Figure& figure) {
  double height = 0;
  for (const draw::Chart& chart : figure.charts) height = std::max(height, draw::height(chart));
  return height;
}

std::string in_words(const Figure& figure) {
  std::string words = figure.title;
  for (const draw::Chart& chart : figure.charts) {
    for (const auto& row : draw::as_table(chart)) words += (words.empty() ? "" : "; ") + std::string(trim(join(row, " ")));
  }
  return words;
}

void draw_figure(pdf::Flow& flow, const Figure& figure) {
  const double height = chart_height(figure);
  flow.need(height);
  flow.tagged("Figure", [&] {
    double x = flow.left();
    for (std::size_t i = 0; i < figure.charts.size(); ++i) {
      const bool last = i + 1 == figure.charts.size();
      // A ring needs less room than what stands beside it; others share alike.
      const bool ring = std::holds_alternative<draw::Donut>(figure.charts[i]);
      const double width = last ? flow.right() - x : ring ? first_of_two : (flow.width() - chart_gap) / 2;
      draw::draw(flow.canvas(), {x, flow.y() + 2, width, height - 2}, figure.charts[i]);
      x += width + chart_gap;
    }
  }, in_words(figure));
  flow.advance(height + 6);
}

// The height that must follow a heading so that it is no orphan.
struct Opening {
  pdf::Flow& flow;
  double operator()(const Kpis& block) const { return pdf::card_row_height(block.cards.size()); }
  double operator()(const Paragraph&) const { return 2 * pdf::line_height(body); }
  double operator()(const Subheading&) const { return 20 + 2 * pdf::line_height(body); }
  double operator()(const Items&) const { return 2 * pdf::line_height(body); }
  double operator()(const Table& table) const { return pdf::opening_height(flow, table_of(table)); }
  double operator()(const Figure& figure) const { return chart_height(figure); }
};

// The height of a whole block, where it is a short text or table; else more than any page has.
struct Whole {
  pdf::Flow& flow;
  static constexpr double too_high = 1e6;
  double operator()(const Paragraph& block) const { return flow.paragraph_height(block.text, body); }
  double operator()(const Table& block) const { return block.rows.size() > 30 ? too_high : pdf::table_height(flow, table_of(block)); }
  template <class Other>
  double operator()(const Other&) const { return too_high; }
};

struct DrawBlock {
  pdf::Flow& flow;
  double following;  // what comes after a subheading
  void operator()(const Kpis& block) const {
    std::vector<pdf::Card> cards;
    for (const Kpi& kpi : block.cards) cards.push_back(card_of(kpi));
    pdf::draw_cards(flow, cards);
  }
  void operator()(const Paragraph& block) const { flow.paragraph(block.text, body); }
  void operator()(const Subheading& block) const { flow.subheading(block.text, following); }
  void operator()(const Items& block) const { flow.list(block.texts, body); }
  void operator()(const Table& block) const { pdf::draw_table(flow, table_of(block)); }
  void operator()(const Figure& block) const { draw_figure(flow, block); }
};

}  // namespace

double section_height(pdf::Flow& flow, const Section& section) {
  double height = section.title.empty() ? 0 : pdf::heading_height;
  for (const Block& block : section.blocks) height += std::visit(Whole{flow}, block);
  return height;
}

void draw_section(pdf::Flow& flow, const Section& section) {
  const auto opening = [&](std::size_t i) {
    if (i >= section.blocks.size()) return 0.0;
    double height = std::visit(Opening{flow}, section.blocks[i]);
    if (std::holds_alternative<Subheading>(section.blocks[i]) && i + 1 < section.blocks.size()) {
      height += std::visit(Opening{flow}, section.blocks[i + 1]);
    }
    return height;
  };
  // A few lines are not torn apart.
  const double whole = section_height(flow, section);
  if (whole < short_section) flow.need(whole);
  if (!section.title.empty()) flow.heading(section.title, opening(0));
  for (std::size_t i = 0; i < section.blocks.size(); ++i) std::visit(DrawBlock{flow, opening(i + 1)}, section.blocks[i]);
}

}  // namespace mssp::report
