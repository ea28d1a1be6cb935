#include <fmt/core.h>

#include "base/base64.hpp"
#include "base/text.hpp"
#include "draw/svg.hpp"
#include "report/view.hpp"

namespace mssp::report {
namespace {

using draw::escaped;

// Pairs of text and ground reach a contrast of 4.5 to 1 (WCAG 2.1 AA), light and dark.
constexpr std::string_view style = R"css(
:root{--ink:#1c2733;--muted:#5f6b7a;--rule:#d5d9e0;--ground:#f3f4f9;--paper:#fff;--mist:#dceeee;--teal:#0d8082;--red:#b23224;--navy:#12263f;--title:#1b365d;--pale:#c3cfdf}
@media (prefers-color-scheme:dark){:root{--ink:#e6eaf0;--muted:#a4afbd;--rule:#3a4553;--ground:#1d2733;--paper:#131b25;--mist:#17393c;--teal:#4fc4c4;--red:#ff8a7a;--navy:#0b1622}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 "Noto Sans",system-ui,sans-serif}
header{background:var(--title);color:#fff;padding:28px 0}
header p{margin:4px 0;color:var(--pale)}
header .logo{float:right;background:#fff;padding:8px;max-height:80px;max-width:200px}
main,.wide{max-width:960px;margin:0 auto;padding:0 24px}
h1{margin:0 0 6px;font-size:32px;line-height:1.2}
h2{margin:34px 0 12px;padding-left:12px;border-left:5px solid var(--teal);font-size:20px;line-height:1.25}
h3{margin:20px 0 6px;font-size:16px}
.cards{display:grid;grid-template-columns:repeat(4,1fr);gap:14px;margin:24px 0;padding:0;list-style:none}
.cards.three{grid-template-columns:repeat(3,1fr)}
.cards li{background:var(--ground);border-top:4px solid;padding:12px;position:relative}
.cards span,.cards small{display:block;color:var(--muted);font-size:13px}
.cards strong{display:block;font-size:28px;line-height:1.25;color:var(--ink)}
.cards li>svg{position:absolute;right:12px;top:42px;width:56px}
.cards .good{border-color:#2e9e5b}.cards .warn{border-color:#f2b705}.cards .bad{border-color:#c0392b}.cards .unknown{border-color:#8a94a3}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:8px 0 18px}
th{background:var(--navy);color:#fff;text-align:left;font-size:13.5px;padding:6px 10px}
td{padding:5px 10px;vertical-align:top;overflow-wrap:anywhere}
tbody tr:nth-child(even){background:var(--ground)}
.right{text-align:right;font-variant-numeric:tabular-nums}
.alarm{color:var(--red);font-weight:700}.strong{font-weight:700}
.mark{display:inline-block;width:14px;height:14px;vertical-align:-2px;margin-right:6px}
figure{display:flex;flex-wrap:wrap;gap:24px;margin:12px 0}
figure svg{flex:1 1 340px;max-width:100%}
figure.ring svg:first-of-type{flex:0 1 250px}
figure details{flex-basis:100%;color:var(--muted);font-size:13px}
footer{margin:40px 0 0;border-top:1px solid var(--rule);padding:12px 0 30px;color:var(--muted);font-size:13px}
@media (max-width:640px){figure{overflow-x:auto}figure svg{min-width:520px}figure.ring svg:first-of-type{min-width:0}.cards,.cards.three{grid-template-columns:repeat(2,1fr)}main,.wide{padding:0 16px}h1{font-size:26px}}
@media print{.cards,.cards.three{grid-template-columns:repeat(3,1fr)}body{font-size:10pt}header{-webkit-print-color-adjust:exact;print-color-adjust:exact}h2,h3{break-after:avoid}tr,figure,.cards li{break-inside:avoid}thead{display:table-header-group}details{display:none}.cards li,th,tbody tr,svg{-webkit-print-color-adjust:exact;print-color-adjust:exact}@page{size:A4;margin:15mm}}
)css";

std::string mark(Tone tone) {
  const auto colour = draw::colour(tone);
  std::string inner;
  switch (tone) {
    case Tone::good:
      inner = "<circle cx=\"7\" cy=\"7\" r=\"7\" fill=\"#2e9e5b\"/><path d=\"M4 7l2.5 2.5L10.5 5\" stroke=\"#fff\" stroke-width=\"2\" fill=\"none\"/>";
      break;
    case Tone::warn:
      inner = "<path d=\"M7 0l7 13H0z\" fill=\"#f2b705\"/><path d=\"M7 5v4M7 10.4v1.4\" stroke=\"#1c2733\" stroke-width=\"1.8\"/>";
      break;
    case Tone::bad:
      inner = "<circle cx=\"7\" cy=\"7\" r=\"7\" fill=\"#c0392b\"/><path d=\"M4.6 4.6l4.8 4.8M9.4 4.6L4.6 9.4\" stroke=\"#fff\" stroke-width=\"1.9\"/>";
      break;
    case Tone::unknown:
      inner = "<circle cx=\"7\" cy=\"7\" r=\"7\" fill=\"#8a94a3\"/><path d=\"M4.8 5.6c0-3 4.4-3 4.4-.3C9.2 7 7 7 7 8.7M7 10.3v1.6\" stroke=\"#fff\" stroke-width=\"1.6\" fill=\"none\"/>";
      break;
    default:
      inner = fmt::format("<circle cx=\"7\" cy=\"7\" r=\"5.6\" fill=\"#{:02x}{:02x}{:02x}\"/>", colour.red, colour.green, colour.blue);
  }
  return "<svg class=\"mark\" viewBox=\"0 0 14 14\" aria-hidden=\"true\">" + inner + "</svg>";
}

std::string cell(const Cell& cell, const Column& column) {
  std::string classes = column.right ? "right" : "";
  if (cell.alarm) classes += " alarm";
  if (cell.strong) classes += " strong";
  std::string out = classes.empty() ? "<td>" : "<td class=\"" + std::string(trim(classes)) + "\">";
  return out + (cell.mark ? mark(*cell.mark) : "") + escaped(in_words(cell)) + "</td>";
}

// The figures of a picture, for those who do not see it.
std::string picture_table(const draw::Chart& chart) {
  const auto rows = draw::as_table(chart);
  std::string out = "<table><thead><tr>";
  for (const std::string& title : rows[0]) {
    out += title.empty() ? std::string("<td></td>") : "<th scope=\"col\">" + escaped(title) + "</th>";
  }
  out += "</tr></thead><tbody>";
  for (std::size_t i = 1; i < rows.size(); ++i) {
    out += "<tr>";
    for (const std::string& text : rows[i]) out += "<td>" + escaped(text) + "</td>";
    out += "</tr>";
  }
  return out + "</tbody></table>";
}

struct Write {
  std::string& out;
  void operator()(const Kpis& block) const {
    out += block.cards.size() % 3 == 0 ? "<ul class=\"cards three\">\n" : "<ul class=\"cards\">\n";
    for (const Kpi& kpi : block.cards) {
      const Tone state = kpi.value.empty() ? Tone::unknown : kpi.state;
      out += fmt::format("<li class=\"{}\"><span>{}</span><strong>{}</strong>", draw::name(state), escaped(kpi.label),
                         kpi.value.empty() ? "n/a" : escaped(kpi.value));
      if (kpi.months.size() > 1) out += draw::sparkline_svg(kpi.months, draw::colour(Tone::first));
      if (kpi.change) {
        const std::string_view arrow = kpi.change->direction == Direction::up ? "▲ " : kpi.change->direction == Direction::down ? "▼ " : "";
        out += "<small>" + std::string(arrow) + escaped(kpi.change->text) + "</small>";
      }
      if (!details(kpi).empty()) out += "<small>" + escaped(join(details(kpi), " · ")) + "</small>";
      out += "<small>" + mark(state) + std::string(word(state)) + "</small></li>\n";
    }
    out += "</ul>\n";
  }
  void operator()(const Paragraph& block) const { out += "<p>" + escaped(block.text) + "</p>\n"; }
  void operator()(const Subheading& block) const { out += "<h3>" + escaped(block.text) + "</h3>\n"; }
  void operator()(const Items& block) const {
    out += "<ul>\n";
    for (const std::string& text : block.texts) out += "<li>" + escaped(text) + "</li>\n";
    out += "</ul>\n";
  }
  void operator()(const Table& block) const {
    out += "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + escaped(block.columns.empty() ? "" : block.columns[0].title) + " table " + std::to_string(++tables) + "\"><table><thead><tr>";
    for (const Column& column : block.columns) {
      out += std::string("<th scope=\"col\"") + (column.right ? " class=\"right\">" : ">") + escaped(column.title) + "</th>";
    }
    out += "</tr></thead><tbody>\n";
    for (const auto& row : block.rows) {
      out += "<tr>";
      for (std::size_t i = 0; i < row.size(); ++i) out += cell(row[i], block.columns.at(i));
      out += "</tr>\n";
    }
    out += "</tbody></table></div>\n";
  }
  void operator()(const Figure& block) const {
    constexpr double whole = 711;  // points; a ring needs less than what stands beside it, others share alike
    const bool beside_ring = block.charts.size() > 1 && std::holds_alternative<draw::Donut>(block.charts[0]);
    out += std::string("<figure tabindex=\"0\" aria-label=\"") + escaped(block.title) + (beside_ring ? "\" class=\"ring\">" : "\">");
    for (std::size_t i = 0; i < block.charts.size(); ++i) {
      const double width = block.charts.size() == 1 ? whole : !beside_ring ? (whole - 24) / 2 : i == 0 ? 180 : whole - 204;
      out += draw::svg(block.charts[i], width, block.title);
    }
    out += "<details><summary>Figures of this picture</summary>";
    for (const draw::Chart& chart : block.charts) out += picture_table(chart);
    out += "</details></figure>\n";
  }
  int& tables;
};

}  // namespace

std::string html_view(const Model& model, std::string_view logo) {
  const std::string title = escaped(model.scope.tenant + " — " + model.title + " — " + model.scope.label);
  std::string out = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                    "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                    "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" + title + "</title>\n<style>" + std::string(style);
  if (model.brand.colour) {
    const auto ground = draw::rgb(*model.brand.colour);
    const bool light = 0.213 * ground.red + 0.715 * ground.green + 0.072 * ground.blue > 140;
    out += fmt::format(":root{{--title:#{:06x};--pale:{}}}header{{color:{}}}\n", *model.brand.colour, light ? "#1c2733" : "#fff",
                       light ? "#1c2733" : "#fff");
  }
  out += "</style>\n</head>\n<body>\n<header><div class=\"wide\">";
  if (!logo.empty()) {
    out += "<img class=\"logo\" alt=\"Logo of " + escaped(model.scope.tenant) + "\" src=\"data:image/png;base64," + base64(logo) + "\">";
  }
  out += "<h1>" + escaped(model.title) + "</h1><p>" + escaped(scope_line(model)) + "</p><p>" + escaped(author_line(model)) + "</p></div></header>\n<main>\n";
  int tables = 0;
  for (const Section& section : model.sections) {
    out += "<section id=\"" + escaped(section.id) + "\">\n";
    if (!section.title.empty()) out += "<h2>" + escaped(section.title) + "</h2>\n";
    for (const Block& block : section.blocks) std::visit(Write{out, tables}, block);
    out += "</section>\n";
  }
  const std::string& name = model.organisation.name;
  out += "<footer>" + escaped(model.authorship.classification) + " · prepared for " + escaped(model.scope.tenant) + (name.empty() ? "" : " by " + escaped(name));
  return out + "</footer>\n</main>\n</body>\n</html>\n";
}

}  // namespace mssp::report
