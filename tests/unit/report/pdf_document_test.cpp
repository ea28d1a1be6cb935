#include "report/pdf_document.hpp"

#include <fmt/core.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include "base/error.hpp"
#include "sample.hpp"

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

bool installed(const char* tool) { return std::system(fmt::format("command -v {} >/dev/null 2>&1", tool).c_str()) == 0; }

bool holds(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

const pdf::Fonts& fonts() {
  static const pdf::Fonts all = pdf::Fonts::load();
  return all;
}

std::string pdf_of(const Model& model) { return pdf_file(model, fonts()).bytes; }

std::vector<std::pair<std::string, Model>> samples() {
  std::vector<std::pair<std::string, Model>> all;
  for (const Type& type : types()) {
    const std::string name(type.name);
    all.emplace_back(name + ", usual", sample::usual_model(name));
    all.emplace_back(name + ", empty", sample::model(name, sample::empty(type.months)));
  }
  all.emplace_back("hostile", sample::model("executive", sample::hostile()));
  all.emplace_back("hostile, long", sample::model("vulnerability", sample::hostile()));
  all.emplace_back("blank", Model{});
  return all;
}

}  // namespace

TEST_CASE("the same report gives the same bytes") {
  for (const auto& [name, model] : samples()) {
    INFO(name);
    CHECK(pdf_of(model) == pdf_of(model));
  }
}

TEST_CASE("a machine in another time zone writes the same bytes") {
  const std::string here = pdf_of(sample::usual_model("incident"));
  const char* before = std::getenv("TZ");
  const std::string kept = before == nullptr ? "" : before;
  setenv("TZ", "Pacific/Kiritimati", 1);
  tzset();
  const std::string there = pdf_of(sample::usual_model("incident"));
  if (before == nullptr) unsetenv("TZ");
  else setenv("TZ", kept.c_str(), 1);
  tzset();
  CHECK(here == there);
}

TEST_CASE("a report of 500 rows stays small although every cell is tagged") {
  Model model = sample::usual_model("executive");
  for (Section& section : model.sections) {
    if (section.id != "risks") continue;
    Table& table = std::get<Table>(section.blocks.front());
    while (table.rows.size() < 500) {
      table.rows.push_back(table.rows[table.rows.size() - 10]);
      table.rows.back()[1].text = fmt::format("Risk {} in port {}", table.rows.size(), table.rows.size() * 7919 % 65536);
      table.rows.back()[4] = {"2025-10-14"};
    }
  }
  // Of these, the tags of three thousand rows and cells are some 48,000: they cannot be packed closer than this.
  CHECK(pdf_of(model).size() < 105'000);
}

TEST_CASE("readers find nothing wrong with any report") {
  for (const auto& [name, model] : samples()) {
    INFO(name);
    const std::string pdf = pdf_of(model);
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
    const Ran used = run(pdf, "pdffonts {} | tail -n +3");
    INFO(used.output);
    std::ptrdiff_t good = 0;
    for (std::size_t at = 0; (at = used.output.find("yes yes yes", at)) != used.output.npos; ++at) ++good;
    CHECK(good >= 2);  // embedded, subset, with Unicode text
    CHECK(std::count(used.output.begin(), used.output.end(), '\n') == good);
  }
}

TEST_CASE("the structure of a report is read aloud in order") {
  if (!installed("pdfinfo")) return;
  const std::string pdf = pdf_of(sample::usual_model("executive"));
  const std::string structure = run(pdf, "pdfinfo -struct-text {}").output;
  INFO(structure.substr(0, 3000));
  CHECK_FALSE(holds(structure, "Syntax"));
  for (const char* part : {"Document", "H1 (block)", "\"Monthly Executive Report\"", "H2 (block)", "Table (block)", "TR", "TH", "TD", "Figure"})
    CHECK(holds(structure, part));
  CHECK(structure.find("What happened") < structure.find("Top risks"));
  CHECK(holds(structure, "Critical 2"));  // a figure in words
  const std::string facts = run(pdf, "pdfinfo {}").output;
  CHECK(holds(facts, "Tagged:          yes"));
  CHECK(holds(facts, "Title:           Acme Corp — Monthly Executive Report — September 2025"));
  CHECK(holds(run(pdf, "pdfinfo -meta {}").output, "dc:title"));
}

TEST_CASE("the text of the pages can be searched and copied") {
  if (!installed("pdftotext")) return;
  const Ran usual = run(pdf_of(sample::usual_model("executive")), "pdftotext -layout {} -");
  for (const char* text : {"Ελληνικά · Кириллица · Zürich", "Acme Corp — Monthly Executive Report — September 2025", "Page 1 of",
                           "n/a", "No data", "target 95 %", "Tickets opened and resolved", "soc@example.net", "6 of 8", "214, unlimited"})
    CHECK(holds(usual.output, text));
  const Ran hostile = run(pdf_of(sample::model("executive", sample::hostile())), "pdftotext -layout {} -");
  CHECK_FALSE(holds(hostile.output, "Syntax"));
  // The backslash is taken to the Hebrew before it by pdftotext.
  for (const char* text : {"Công ty", "東京電力 😀", "u{1b}[31mred", "<script>"}) CHECK(holds(hostile.output, text));
}

TEST_CASE("letters of every script are drawn whole") {
  if (!installed("pdftotext") || !installed("pdftoppm")) return;
  // A letter, and the same with all its marks: those must be above or below it on the page, not only in the text.
  const std::vector<std::pair<std::string, std::string>> above{{"eeee", "ếếếế"}, {"uuuu", "ǘǘǘǘ"}, {"αααα", "ἅἅἅἅ"}, {"ииии", "йййй"}, {"aaaa", "äöüå"}};
  Model model = sample::usual_model("executive");
  Table table{{{"Plain", 10}, {"Marked", 10}}, {}};
  for (const auto& [plain, marked] : above) table.rows.push_back({{plain}, {marked}});
  table.rows.push_back({{"東京電力"}, {"Ωψξλ"}});
  model.sections = {{"scripts", "", {std::move(table)}}};
  const PdfFile file = pdf_file(model, fonts());
  const bool droid = !fonts().others.empty() && fonts().others.back().glyph(U'東') != 0;
  if (droid) CHECK(file.missing_characters == 0);

  constexpr double scale = 4;  // 288 points an inch
  const std::string boxes = run(file.bytes, "pdftotext -bbox {} -").output;
  const std::string image = run(file.bytes, "pdftoppm -r 288 -gray -f 1 -l 1 {}").output;
  std::size_t width = 0;
  std::size_t height = 0;
  int header = 0;
  REQUIRE(std::sscanf(image.c_str(), "P5 %zu %zu 255%n", &width, &height, &header) == 2);
  const auto dark = [&](std::size_t x, std::size_t y) {
    return static_cast<unsigned char>(image.at(static_cast<std::size_t>(header) + 1 + y * width + x)) < 110;
  };
  struct Ink {
    std::size_t first_row = 0;  // below the top of the word's box
    double share = 0;
  };
  const auto ink = [&](const std::string& word) {
    const std::size_t end = boxes.find(">" + word + "<");
    INFO(word);
    REQUIRE(end != boxes.npos);
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    const std::size_t start = boxes.rfind("<word", end);
    REQUIRE(std::sscanf(boxes.c_str() + start, "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"", &x0, &y0, &x1, &y1) == 4);
    Ink found;
    std::size_t count = 0;
    const auto top = static_cast<std::size_t>(y0 * scale);
    const auto bottom = static_cast<std::size_t>(y1 * scale);
    for (std::size_t y = top; y < bottom; ++y) {
      for (auto x = static_cast<std::size_t>(x0 * scale); x < static_cast<std::size_t>(x1 * scale); ++x) {
        if (!dark(x, y)) continue;
        if (count++ == 0) found.first_row = y - top;
      }
    }
    found.share = static_cast<double>(count) / ((x1 - x0) * (y1 - y0) * scale * scale);
    return found;
  };
  for (const auto& [plain, marked] : above) {
    INFO(marked);
    CHECK(ink(marked).first_row + 3 < ink(plain).first_row);
    CHECK(ink(marked).share > ink(plain).share);
  }
  for (const std::string word : {"Ωψξλ", droid ? "東京電力" : "Ωψξλ"}) {
    INFO(word);
    CHECK(ink(word).share > 0.06);
    CHECK(ink(word).share < 0.6);
  }
}

TEST_CASE("fifty thousand rows are drawn, every one, and none is no trouble") {
  Model model = sample::model("executive", sample::empty());
  Table table{{{"Number"}, {"Text"}}, {}};
  for (int i = 0; i < 50'000; ++i) table.rows.push_back({{std::to_string(i)}, {"row"}});
  model.sections = {{"none", "None", {Table{{{"Number"}, {"Text"}}, {}}}}, {"all", "All", {std::move(table)}}};
  const std::string pdf = pdf_of(model);
  CHECK(pdf.size() < 8'000'000);
  if (!installed("pdftotext")) return;
  const std::string last = run(pdf, "pdftotext -f 1000 -layout {} - | grep -c row").output;
  CHECK(holds(run(pdf, "pdftotext -layout {} - | grep -c '[0-9] *row'").output, "50000"));
  CHECK(std::stoi(last) > 0);
}

TEST_CASE("what no font has is counted, and what another font has is drawn by it") {
  const PdfFile usual = pdf_file(sample::usual_model("executive"), fonts());
  CHECK(usual.missing_characters == 0);
  Model model = sample::usual_model("executive");
  model.scope.tenant = "\U0001F600";
  CHECK(pdf_file(model, fonts()).missing_characters > 0);
  if (fonts().others.empty()) return;
  model.scope.tenant = "東京電力";
  const bool droid = fonts().others.back().glyph(U'東') != 0;
  CHECK((pdf_file(model, fonts()).missing_characters == 0) == droid);
}

TEST_CASE("a report of nothing reads naturally and claims nothing good") {
  if (!installed("pdftotext")) return;
  for (const Type& type : types()) {
    const std::string text = run(pdf_of(sample::model(std::string(type.name), sample::empty(type.months))), "pdftotext -layout {} -").output;
    INFO(type.name << "\n" << text);
    CHECK(holds(text, "No data"));
    CHECK_FALSE(holds(text, "100.0"));
    CHECK(holds(text, "no primary analyst assigned"));
  }
}

TEST_CASE("a broken logo is told of, and a good one is shown") {
  // 1 by 1 red, PNG.
  const std::string png("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\x90wS\xde\0\0\0\x0cIDATx\x9c" "c\xf8\xcf\xc0\0\0\3\1\1\0\xc9\xfe\x92\xef\0\0\0\0IEND\xae" "B`\x82", 69);
  const pdf::Picture picture = pdf::decode_png(png);
  CHECK(picture.width == 1);
  CHECK(picture.colours == std::string("\xff\0\0", 3));
  const std::string pdf = pdf_file(sample::usual_model("executive"), fonts(), picture).bytes;
  if (installed("pdfimages")) CHECK(holds(run(pdf, "pdfimages -list {}").output, "image"));
  if (installed("qpdf")) CHECK(run(pdf, "qpdf --check {}").status == 0);
  for (std::size_t cut = 0; cut < png.size() - 12; ++cut) CHECK_THROWS_AS(pdf::decode_png(png.substr(0, cut)), Error);
  for (std::size_t i = 0; i < png.size(); ++i) {
    std::string bent = png;
    bent[i] = static_cast<char>(bent[i] ^ 0x55);
    try {
      pdf::decode_png(bent);
    } catch (const Error& error) {
      CHECK(error.code() == Code::invalid_input);
    }
  }
  CHECK_THROWS_AS(pdf::decode_png(std::string(pdf::largest_picture + 1, 'x')), Error);
}
