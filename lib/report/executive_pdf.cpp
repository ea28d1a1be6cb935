#include "report/executive_pdf.hpp"

#include <fmt/core.h>

#include "base/text.hpp"
#include "pdf/clean_text.hpp"
#include "pdf/palette.hpp"
#include "pdf/wrap.hpp"
#include "report/executive_pdf_sections.hpp"

namespace mssp::report {
namespace {

namespace palette = pdf::palette;
using pdf::Align;
using pdf::Canvas;
using pdf::Style;
using pdf::Weight;

constexpr double left = 42;
constexpr double right = pdf::page_width - 42;
constexpr double head_height = 34;    // the dark band of the first page
constexpr double title_height = 112;  // the blue band below it
constexpr double running_height = 26;

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::vector<std::string> present;
  for (const std::string& part : parts)
    if (!trim(part).empty()) present.push_back(part);
  return join(present, separator);
}

// A name that may be long, then a fixed rest: the name is cut, so that what follows it can always be read.
void draw_name_and_rest(Canvas& canvas, pdf::Point at, const std::string& name, const std::string& rest,
                        const Style& style, double width, Align align = Align::left) {
  const pdf::Font& font = canvas.font(style.weight);
  const auto tail = pdf::clean(rest);
  const double tail_width = font.width(tail, style.size);
  auto text = pdf::clean(name);
  if (tail_width < width * 0.8) text = pdf::shorten(font, text, style.size, width - tail_width);
  canvas.text(at, pdf::shorten(font, text + tail, style.size, width), style, align);
}

// Who speaks, about whom, about when: at the head of every page.
void draw_head(Canvas& canvas, const Executive& report, double height, double size) {
  canvas.fill(pdf::Rect{0, 0, pdf::page_width, height}, palette::navy);
  const double base = height / 2 + size * 0.36;
  const double half = (right - left) * 0.32;
  const Style name{size, palette::white, Weight::bold};
  canvas.text({left, base}, pdf::shorten(canvas.font(Weight::bold), pdf::clean(report.organisation.name), size, half),
              name);
  std::string rest = joined({report.title, report.scope.label}, " — ");
  if (!report.scope.tenant.empty() && !rest.empty()) rest.insert(0, " — ");
  draw_name_and_rest(canvas, {right, base}, report.scope.tenant, rest, {size - 0.6, palette::pale},
                     right - left - half - 16, Align::right);
}

void draw_title(Canvas& canvas, const Executive& report) {
  draw_head(canvas, report, head_height, 9.8);
  canvas.fill(pdf::Rect{0, head_height, pdf::page_width, title_height}, palette::blue);
  const auto line = [&](double y, const std::string& text, const Style& style) {
    canvas.text({left, y}, pdf::shorten(canvas.font(style.weight), pdf::clean(text), style.size, right - left), style);
  };
  line(head_height + 47, report.title, {26, palette::white, Weight::bold});

  const Scope& scope = report.scope;
  const std::string period = scope.zone.empty() ? scope.period : fmt::format("{} ({})", scope.period, scope.zone);
  std::string rest = joined({scope.tier, period}, " · ");
  if (!scope.tenant.empty() && !rest.empty()) rest.insert(0, " · ");
  draw_name_and_rest(canvas, {left, head_height + 69}, scope.tenant, rest, {12, palette::pale}, right - left);

  const Authorship& author = report.authorship;
  const std::string by = joined({author.prepared_by.empty() ? report.organisation.name : author.prepared_by}, "");
  line(head_height + 93,
       joined({by.empty() ? "" : "Prepared by " + by, author.primary_analyst.empty()
                                                          ? "no primary analyst assigned"
                                                          : "primary analyst " + author.primary_analyst},
              ", "),
       {8.8, palette::pale});
}

void draw_footer(Canvas& canvas, const Executive& report, std::size_t number, std::size_t count) {
  constexpr double rule = pdf::page_height - 34;
  const Style style{7.6, palette::muted};
  canvas.line({{left, rule}, {right, rule}}, {palette::rule, 0.6});
  const std::string page = fmt::format("Page {} of {}", number, count);
  canvas.text({right, rule + 12}, page, style, Align::right);
  const double room = right - left - canvas.width(page, style) - 20;
  const std::string text = joined(
      {report.authorship.classification, report.scope.tenant.empty() ? "" : "prepared for " + report.scope.tenant},
      " — ");
  canvas.text({left, rule + 12}, pdf::shorten(canvas.font(Weight::regular), pdf::clean(text), style.size, room), style);
}

}  // namespace

std::string executive_pdf(const Executive& report, const pdf::Fonts& fonts) {
  pdf::Document document(fonts, {joined({report.scope.tenant, report.title, report.scope.label}, " — "),
                                 joined({report.organisation.name}, ""), "en", report.authorship.at});
  pdf::Flow flow(document, {.left = left, .right = pdf::page_width - right, .top = running_height + 26, .bottom = 46},
                 [&](Canvas& canvas) { draw_head(canvas, report, running_height, 8.4); });
  draw_title(flow.canvas(), report);
  flow.advance(head_height + title_height + 18 - flow.y());

  sections::kpis(flow, report);
  sections::story(flow, "What happened", report.what_happened, "Nothing was recorded for this period.");
  sections::story(flow, "What you decide", report.what_you_decide, "No decision is needed from you.");
  sections::findings(flow, report);
  sections::baseline(flow, report);
  sections::story(flow, "What we did", report.what_we_did, "No work was recorded in this period.");
  sections::tickets(flow, report);
  sections::service_levels(flow, report);
  sections::uptime(flow, report);
  sections::risks(flow, report);
  sections::recommendations(flow, report);
  sections::coverage(flow, report);
  sections::usage(flow, report);
  sections::data_age(flow, report);
  sections::definitions(flow, report);
  sections::contact(flow, report);

  for (std::size_t i = 0; i < document.page_count(); ++i)
    draw_footer(document.page(i), report, i + 1, document.page_count());
  return document.bytes();
}

std::string executive_pdf(const Executive& report) {
  return executive_pdf(report, pdf::Fonts::load());
}

}  // namespace mssp::report
