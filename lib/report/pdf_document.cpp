#include "report/pdf_document.hpp"

#include <fmt/core.h>

#include "base/text.hpp"
#include "pdf/clean_text.hpp"
#include "pdf/wrap.hpp"
#include "report/pdf_blocks.hpp"

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
constexpr double title_height = 106;  // the blue band below it
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

pdf::Colour brand_colour(const Model& model) { return model.brand.colour ? draw::rgb(*model.brand.colour) : palette::blue; }

// Black or white, whichever is read better on the colour (relative luminance of WCAG 2.1, roughly).
bool is_light(pdf::Colour colour) { return 0.213 * colour.red + 0.715 * colour.green + 0.072 * colour.blue > 140; }

// Who speaks, about whom, about when: at the head of every page.
void draw_head(Canvas& canvas, const Model& model, double height, double size) {
  canvas.fill(pdf::Rect{0, 0, pdf::page_width, height}, palette::navy);
  const double base = height / 2 + size * 0.36;
  const double half = (right - left) * 0.32;
  canvas.text({left, base}, model.organisation.name, {size, palette::white, Weight::bold}, Align::left, half);
  std::string rest = joined({model.title, model.scope.label}, " — ");
  if (!model.scope.tenant.empty() && !rest.empty()) rest.insert(0, " — ");
  draw_name_and_rest(canvas, {right, base}, model.scope.tenant, rest, {size - 0.6, palette::pale}, right - left - half - 16,
                     Align::right);
}

void draw_title(pdf::Flow& flow, const Model& model, const std::optional<pdf::Picture>& logo) {
  Canvas& canvas = flow.canvas();
  const pdf::Colour ground = brand_colour(model);
  const pdf::Colour first = is_light(ground) ? palette::ink : palette::white;
  const pdf::Colour second = is_light(ground) ? palette::ink : palette::pale;
  double room = right - left;
  canvas.decorate([&] {
    draw_head(canvas, model, head_height, 9.8);
    canvas.fill(pdf::Rect{0, head_height, pdf::page_width, title_height}, ground);
  });
  if (logo) {
    constexpr double highest = 52;
    constexpr double widest = 130;
    const double scale = std::min(highest / logo->height, widest / logo->width);
    const pdf::Rect area{right - logo->width * scale, head_height + 18, logo->width * scale, logo->height * scale};
    const std::size_t number = flow.document().add_picture(*logo);
    flow.tagged("Figure", [&] {
      canvas.fill(pdf::Rect{area.x - 6, area.y - 6, area.width + 12, area.height + 12}, palette::white);
      canvas.picture(number, area);
    }, "Logo of " + model.scope.tenant);
    room -= area.width + 18;
  }
  flow.tagged("H1", [&] {
    canvas.text({left, head_height + 44}, model.title, {26, first, Weight::bold}, Align::left, room);
  });
  flow.tagged("P", [&] {
    const std::string line = scope_line(model);
    draw_name_and_rest(canvas, {left, head_height + 66}, model.scope.tenant, line.substr(model.scope.tenant.size()), {12, second}, room);
  });
  flow.tagged("P", [&] { canvas.text({left, head_height + 89}, author_line(model), {8.8, second}, Align::left, right - left); });
}

void draw_footer(Canvas& canvas, const Model& model, std::size_t number, std::size_t count) {
  constexpr double rule = pdf::page_height - 34;
  const Style style{7.6, palette::muted};
  canvas.line({{left, rule}, {right, rule}}, {palette::rule, 0.6});
  const std::string page = fmt::format("Page {} of {}", number, count);
  canvas.text({right, rule + 12}, page, style, Align::right);
  const std::string text = joined(
      {model.authorship.classification, model.scope.tenant.empty() ? "" : "prepared for " + model.scope.tenant}, " — ");
  canvas.text({left, rule + 12}, text, style, Align::left, right - left - canvas.width(page, style) - 20);
}

}  // namespace

PdfFile pdf_file(const Model& model, const pdf::Fonts& fonts, const std::optional<pdf::Picture>& logo) {
  pdf::Document document(fonts, {joined({model.scope.tenant, model.title, model.scope.label}, " — "),
                                 joined({model.organisation.name}, ""), "en", model.authorship.at});
  pdf::Flow flow(document, {.left = left, .right = pdf::page_width - right, .top = running_height + 26, .bottom = 46},
                 [&](Canvas& canvas) { draw_head(canvas, model, running_height, 8.4); });
  draw_title(flow, model, logo);
  flow.advance(head_height + title_height + 15 - flow.y());
  for (std::size_t i = 0; i < model.sections.size(); ++i) {
    // What ends a report takes what stands before it along rather than have a page of its own.
    if (i + 2 == model.sections.size()) {
      const double both = section_height(flow, model.sections[i]) + section_height(flow, model.sections[i + 1]);
      if (both < flow.full_height()) flow.need(both);
    }
    draw_section(flow, model.sections[i]);
  }
  for (std::size_t i = 0; i < document.page_count(); ++i) {
    Canvas& page = document.page(i);
    page.decorate([&] { draw_footer(page, model, i + 1, document.page_count()); });
  }
  return {document.bytes(), document.missing_characters()};
}

}  // namespace mssp::report
