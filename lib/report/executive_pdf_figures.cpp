// The sections that draw: cards, charts and bars.
#include <fmt/core.h>

#include <algorithm>

#include "pdf/card.hpp"
#include "pdf/chart.hpp"
#include "pdf/palette.hpp"
#include "report/executive_pdf_marks.hpp"
#include "report/executive_pdf_sections.hpp"

namespace mssp::report::sections {
namespace {

namespace palette = pdf::palette;

constexpr double chart_height = 150;
constexpr double donut_width = 172;
constexpr double chart_gap = 24;

std::vector<pdf::Slice> slices(const SeverityCounts& counts) {
  std::vector<pdf::Slice> slices;
  for (const auto& [severity, count] : {std::pair{Severity::critical, counts.critical},
                                        {Severity::high, counts.high},
                                        {Severity::medium, counts.medium},
                                        {Severity::low, counts.low},
                                        {Severity::info, counts.info}})
    slices.push_back({std::string(word(severity)), count, colour(severity)});
  return slices;
}

void draw_trend(pdf::Flow& flow, const pdf::Rect& area, const Trend& trend) {
  pdf::LineChart chart{.labels = {}, .values = {}, .target = trend.target, .unit = " %"};
  for (const TrendPoint& point : trend.points) {
    chart.labels.push_back(point.label);
    chart.values.push_back(point.value);
  }
  pdf::draw_line_chart(flow.canvas(), area, chart, trend.latest);
}

// Bars of each severity, for the place beside the ring when there is no trend.
void draw_severity_bars(pdf::Flow& flow, const pdf::Rect& area, const std::vector<pdf::Slice>& slices) {
  std::int64_t most = 1;
  for (const pdf::Slice& slice : slices) most = std::max(most, slice.count);
  double y = area.y + 20;
  for (const pdf::Slice& slice : slices) {
    flow.canvas().text({area.x, y + 8}, slice.label, {8.6, palette::ink});
    pdf::draw_bar(flow.canvas(), {area.x + 52, y, area.width - 104, 10},
                  static_cast<double>(slice.count) / static_cast<double>(most), slice.colour);
    flow.canvas().text({area.right(), y + 8}, std::to_string(slice.count), {8.6, palette::ink, pdf::Weight::bold},
                       pdf::Align::right);
    y += 25;
  }
}

pdf::Card card(const Kpi& kpi) {
  const State state = kpi.value.empty() ? State::unknown : kpi.state;
  pdf::Card card{kpi.label, kpi.value.empty() ? "n/a" : kpi.value, icon(state), std::string(word(state)), {}, kpi.note};
  if (kpi.change) {
    const Change& change = *kpi.change;
    const pdf::Icon arrow = change.direction == Direction::up     ? pdf::Icon::up
                            : change.direction == Direction::down ? pdf::Icon::down
                                                                  : pdf::Icon::dot;
    card.change = pdf::Card::Change{arrow, colour(change.meaning), change.text};
  }
  return card;
}

}  // namespace

void kpis(pdf::Flow& flow, const Executive& report) {
  std::vector<pdf::Card> cards;
  for (const Kpi& kpi : report.kpis) cards.push_back(card(kpi));
  if (cards.empty()) flow.paragraph("No figures are available for this period.", body, 10);
  pdf::draw_cards(flow, cards);
}

void findings(pdf::Flow& flow, const Executive& report) {
  const bool trend = report.trend && !report.trend->points.empty();
  const std::string second = trend ? report.trend->title : "";
  if (!report.findings) {
    flow.heading("Open findings by severity", pdf::line_height(body));
    flow.paragraph("No data: no vulnerability scan covers this period, so the number of open findings is not known.",
                   body);
    if (!trend) return;
    flow.heading(second, chart_height);
    draw_trend(flow, {flow.left(), flow.y(), flow.width(), chart_height}, *report.trend);
    flow.advance(chart_height + 6);
    return;
  }
  flow.heading("Open findings by severity" + (trend ? " and " + lower_first(second) : ""), chart_height);
  const std::vector<pdf::Slice> parts = slices(*report.findings);
  pdf::draw_donut(flow.canvas(), {flow.left(), flow.y() + 2, donut_width, chart_height - 2}, parts, "open");
  const pdf::Rect beside{flow.left() + donut_width + chart_gap, flow.y(), flow.width() - donut_width - chart_gap,
                         chart_height};
  if (trend)
    draw_trend(flow, beside, *report.trend);
  else
    draw_severity_bars(flow, beside, parts);
  flow.advance(chart_height + 6);
}

void tickets(pdf::Flow& flow, const Executive& report) {
  const auto quiet = [](const TicketMonth& month) { return month.opened == 0 && month.resolved == 0; };
  if (report.tickets.empty() || std::all_of(report.tickets.begin(), report.tickets.end(), quiet)) {
    flow.heading("Tickets", pdf::line_height(body));
    flow.paragraph("No tickets were opened in this period.", body);
    return;
  }
  flow.heading("Tickets opened and resolved", chart_height);
  pdf::ColumnChart chart{.labels = {}, .series = {{"Opened", palette::sky, {}}, {"Resolved", palette::teal, {}}}};
  for (const TicketMonth& month : report.tickets) {
    chart.labels.push_back(month.label);
    chart.series[0].counts.push_back(month.opened);
    chart.series[1].counts.push_back(month.resolved);
  }
  pdf::draw_columns(flow.canvas(), {flow.left(), flow.y(), flow.width(), chart_height}, chart);
  flow.advance(chart_height + 6);
}

void usage(pdf::Flow& flow, const Executive& report) {
  constexpr double row = 34;
  // A few bars are one picture: not torn apart by the end of a page.
  const double together = row * static_cast<double>(std::clamp<std::size_t>(report.usage.size(), 1, 5));
  flow.heading("Usage against the tier", report.usage.empty() ? pdf::line_height(body) : together);
  if (report.usage.empty()) flow.paragraph("The tier sets no limits that are counted.", body);
  for (const UsageRow& item : report.usage) {
    flow.need(row);
    pdf::Canvas& canvas = flow.canvas();
    const double base = flow.y() + 10;
    const std::string figure =
        item.limit ? fmt::format("{} of {}", item.used, *item.limit) : fmt::format("{}, unlimited", item.used);
    const pdf::Style number{9, palette::ink, pdf::Weight::bold};
    canvas.text({flow.right(), base}, figure, number, pdf::Align::right);
    const double room = flow.width() - canvas.width(figure, number) - 12;
    draw_shortened(canvas, {flow.left(), base}, item.note.empty() ? item.what : item.what + " — " + item.note,
                   {9, palette::ink}, room);
    // A limit of 0 is full as soon as anything is used.
    const double used = static_cast<double>(item.used);
    const double share = !item.limit       ? 0
                         : *item.limit > 0 ? used / static_cast<double>(*item.limit)
                         : item.used > 0   ? 1
                                           : 0;
    const pdf::Colour shade = share >= 1 ? palette::red : share >= 0.8 ? palette::amber : palette::teal;
    if (item.limit) pdf::draw_bar(canvas, {flow.left(), flow.y() + 16, flow.width(), 7}, share, shade);
    flow.advance(item.limit ? row : row - 12);
  }
}

}  // namespace mssp::report::sections
