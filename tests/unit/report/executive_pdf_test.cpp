#include "report/executive_pdf.hpp"

#include <fmt/core.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>

#include "base/error.hpp"
#include "executive_sample.hpp"

using namespace mssp;
using namespace mssp::report;

namespace {

struct Ran {
  int status;
  std::string output;  // both streams
};

// Runs a reader's tool on a PDF; {} stands for the file.
Ran run(const std::string& pdf, const std::string& command) {
  std::string path = (std::filesystem::temp_directory_path() / "mssp-pdf-XXXXXX").string();
  const int descriptor = mkstemp(path.data());
  REQUIRE(descriptor >= 0);
  const std::unique_ptr<const std::string, void (*)(const std::string*)> remove(
      &path, [](const std::string* file) { std::filesystem::remove(*file); });
  std::FILE* file = fdopen(descriptor, "wb");
  REQUIRE(std::fwrite(pdf.data(), 1, pdf.size(), file) == pdf.size());
  std::fclose(file);
  std::FILE* pipe = popen((fmt::format(fmt::runtime(command), path) + " 2>&1").c_str(), "r");
  REQUIRE(pipe != nullptr);
  Ran ran{0, {}};
  char buffer[4096];
  for (std::size_t read; (read = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) ran.output.append(buffer, read);
  ran.status = pclose(pipe);
  return ran;
}

bool installed(const char* tool) {
  return std::system(fmt::format("command -v {} >/dev/null 2>&1", tool).c_str()) == 0;
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != text.npos;
}

const std::vector<std::pair<const char*, Executive>>& samples() {
  static const std::vector<std::pair<const char*, Executive>> all{
      {"usual", sample::usual()}, {"empty", sample::empty()}, {"hostile", sample::hostile()}, {"blank", Executive{}}};
  return all;
}

}  // namespace

TEST_CASE("the same report gives the same bytes") {
  for (const auto& [name, report] : samples()) {
    INFO(name);
    CHECK(executive_pdf(report) == executive_pdf(report));
  }
}

TEST_CASE("a trend that is not finite is refused") {
  Executive report = sample::usual();
  report.trend->points.back().value = std::nan("");
  CHECK_THROWS_AS(executive_pdf(report), Error);
}

TEST_CASE("a report of 500 rows stays small") {
  Executive report = sample::usual();
  const Risk risk = report.top_risks.front();
  report.top_risks.assign(500, risk);
  for (std::size_t i = 0; i < report.top_risks.size(); ++i)
    report.top_risks[i].title = fmt::format("Risk {} in port {}", i, i * 7919 % 65536);
  CHECK(executive_pdf(report).size() < 80'000);
}

TEST_CASE("readers find nothing wrong with the file") {
  for (const auto& [name, report] : samples()) {
    INFO(name);
    const std::string pdf = executive_pdf(report);
    if (installed("qpdf")) {
      const Ran check = run(pdf, "qpdf --check {}");
      INFO(check.output);
      CHECK(check.status == 0);
      CHECK_FALSE(holds(check.output, "WARNING"));
    }
    if (!installed("pdffonts") || !installed("pdftoppm")) continue;
    const Ran drawn = run(pdf, "pdftoppm -r 20 {} >/dev/null");
    CHECK(drawn.status == 0);
    CHECK(drawn.output.empty());  // poppler's warnings would be here
    const Ran fonts = run(pdf, "pdffonts {} | tail -n +3");
    INFO(fonts.output);
    std::size_t good = 0;
    for (std::size_t at = 0; (at = fonts.output.find("yes yes yes", at)) != fonts.output.npos; ++at) ++good;
    CHECK(good == 2);  // embedded, subset, with Unicode text
    CHECK(std::count(fonts.output.begin(), fonts.output.end(), '\n') == 2);
  }
}

TEST_CASE("the text of the pages can be searched and copied") {
  if (!installed("pdftotext")) return;
  const std::string usual = run(executive_pdf(sample::usual()), "pdftotext -layout {} -").output;
  for (const char* text : {"Ελληνικά · Кириллица · Zürich", "Acme Corp — Monthly Executive Report — September 2025",
                           "94.2 %", "Page 1 of", "n/a", "No data", "target 92 %", "INC-4471",
                           "Tickets opened and resolved", "soc@example.net", "8 of 8", "214, unlimited"})
    CHECK(holds(usual, text));
  const std::string hostile = run(executive_pdf(sample::hostile()), "pdftotext -layout {} -").output;
  CHECK(holds(hostile, "東京電力 😀"));  // shown as boxes, copied as it was
  CHECK(holds(hostile, "\\u{1b}[31mred"));
}

TEST_CASE("a report of nothing reads naturally and claims nothing good") {
  if (!installed("pdftotext")) return;
  const std::string text = run(executive_pdf(sample::empty()), "pdftotext -layout {} -").output;
  for (const char* sentence : {"No figures are available for this period.", "No tickets were opened in this period.",
                               "No data: no vulnerability scan", "No service level clock was decided in this period.",
                               "no primary analyst assigned", "No contact is recorded."})
    CHECK(holds(text, sentence));
  CHECK_FALSE(holds(text, "OK"));
  CHECK_FALSE(holds(text, "100"));
}

TEST_CASE("a figure that is missing is never shown as good") {
  if (!installed("pdftotext")) return;
  Executive report = sample::empty();
  report.kpis = {{"Uptime", "", State::good, {}, ""}};
  report.sla = {{"Response", "P1", "15m", 0, 0, 0, 0, 0, "", State::good}};
  report.uptime = {{"Portal", "99.9%", "", "", "", "", State::good}};
  const std::string text = run(executive_pdf(report), "pdftotext -layout {} -").output;
  CHECK(holds(text, "No data"));
  CHECK(holds(text, "n/a"));
  CHECK(holds(text, "no data"));
  CHECK_FALSE(holds(text, "OK"));
}
