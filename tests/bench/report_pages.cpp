// Draws reports and prints how fast: report_pages one-pagers COUNT | rows COUNT | executive. The one-page reports are
// those that report_pages.py draws with reportlab.
#include <fmt/core.h>

#include <cstdlib>
#include <ctime>
#include <string>

#include "report/pdf_document.hpp"
#include "world/real.hpp"

using namespace mssp;
using namespace mssp::report;
namespace draw = mssp::draw;

namespace {

double seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }  // of the processor, all threads

Model page(std::size_t number) {
  Model model;
  model.type = "executive";
  model.title = "Monthly Executive Report";
  model.organisation.name = "SynOS MSSP";
  model.scope = {fmt::format("Customer {}, Ltd", number), "Professional", "1–30 September 2025", "September 2025", "UTC", {}, {}};
  model.authorship.classification = "TLP:AMBER";
  Kpis kpis;
  for (int i = 0; i < 4; ++i) kpis.cards.push_back({fmt::format("Figure {}", i), fmt::format("{}.{} %", 80 + (number + static_cast<std::size_t>(i)) % 20, number % 10), Tone::good, {}, "target 95 %", {}});
  Table table{{{"Finding", 30}, {"Asset", 14}, {"Severity", 8}, {"Due", 10}}, {}};
  for (std::size_t i = 0; i < 25; ++i) {
    table.rows.push_back({{fmt::format("Outdated component {} on port {}", (number + i) % 97, (number * 31 + i * 7919) % 65536)}, {fmt::format("srv-{:03}", (number + i) % 200)},
                          {"High", Tone::high}, {fmt::format("2025-10-{:02}", 1 + i)}});
  }
  model.sections = {{"summary", "", {std::move(kpis)}},
                    {"what-happened", "What happened", {Paragraph{fmt::format("{} tickets were opened and {} resolved. 44 of 45 response and resolution times that came due were kept.", number % 40, number % 37)}}},
                    {"risks", "Top risks", {std::move(table)}}};
  return model;
}

Model long_list(std::size_t rows) {
  Model model = page(1);
  Table table = std::get<Table>(model.sections[2].blocks[0]);
  table.rows.clear();
  for (std::size_t i = 0; i < rows; ++i) table.rows.push_back(std::get<Table>(page(i).sections[2].blocks[0]).rows[0]);
  model.sections[2].blocks = {std::move(table)};
  draw::Donut donut{{{"Critical", 3, Tone::critical}, {"High", 21, Tone::high}, {"Low", 44, Tone::low}}, "open"};
  draw::Line line{"SLA met", {"Jul", "Aug", "Sep"}, {95'000, 97'000, 99'900}, 95'000, "99.9 %"};
  draw::Columns columns{{"Aug", "Sep"}, {{"Opened", Tone::second, {3, 4}}, {"Resolved", Tone::first, {0, 9}}}, false};
  model.sections.insert(model.sections.begin() + 1, {"findings", "Open findings", {Figure{"Findings", {donut, line}}, Figure{"Tickets", {columns}}}});
  return model;
}

}  // namespace

int main(int count, char** words) {
  world::prepare_process();  // as the program does
  if (count != 3) {
    fmt::print(stderr, "usage: report_pages one-pagers|rows COUNT\n");
    return 2;
  }
  const std::string what = words[1];
  const auto number = static_cast<std::size_t>(std::atol(words[2]));
  const mssp::pdf::Fonts fonts = mssp::pdf::Fonts::load();
  std::size_t bytes = 0;
  if (what == "rows") {
    const Model model = long_list(number);
    pdf_file(model, fonts);  // warm
    const double start = seconds();
    const std::string pdf = pdf_file(model, fonts).bytes;
    const double spent = seconds() - start;
    // 44 rows of one line stand on a page.
    const double pages = static_cast<double>(number) / 44 + 1;
    fmt::print("{} rows, about {:.0f} pages: {:.1f} ms, {:.0f} pages/s, {} bytes\n", number, pages, spent * 1000, pages / spent, pdf.size());
    return 0;
  }
  const double start = seconds();
  for (std::size_t i = 0; i < number; ++i) bytes += pdf_file(page(i), fonts).bytes.size();
  const double spent = seconds() - start;
  fmt::print("{} one-page reports: {:.2f} s of CPU, {:.0f}/s, {} bytes each\n", number, spent, static_cast<double>(number) / spent, bytes / number);
}
