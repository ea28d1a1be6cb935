#include "pdf/document.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "pdf/card.hpp"
#include "pdf/flow.hpp"
#include "pdf/table.hpp"

using namespace mssp;
using namespace mssp::pdf;

namespace {

std::string hello(const std::string& text, Instant created, std::size_t pages = 1) {
  Document document(Fonts::load(), {"Title", "Author", "en", created});
  for (std::size_t i = 0; i < pages; ++i) document.add_page().text({50, 50}, text, {});
  return document.bytes();
}

std::string after(const std::string& bytes, const std::string& key, std::size_t length) {
  const std::size_t at = bytes.find(key);
  return at == bytes.npos ? "" : bytes.substr(at + key.size(), length);
}

Table numbered(int rows) {
  Table table{{{"Number", 1}, {"Text", 3}}, {}};
  for (int i = 0; i < rows; ++i) table.rows.push_back({{std::to_string(i)}, {"row"}});
  return table;
}

struct Sheets {
  Document document{Fonts::load(), {"t", "a", "en", {}}};
  int furnished = 0;
  Flow flow{document, {}, [this](Canvas&) { ++furnished; }};
};

}  // namespace

TEST_CASE("the same input gives the same bytes, and other input another identifier") {
  const Instant at = instant(1759276800);
  CHECK(hello("x", at) == hello("x", at));
  const std::string id = after(hello("x", at), "/ID[<", 32);
  CHECK(id.size() == 32);
  CHECK(id != after(hello("y", at), "/ID[<", 32));
  CHECK(id != after(hello("x", at + Seconds{1}), "/ID[<", 32));
}

TEST_CASE("the structure is packed behind the file, and the last table says where each part of it is") {
  const std::string bytes = hello("many", instant(0), 300);
  CHECK(bytes.rfind("%PDF-1.7\n", 0) == 0);
  CHECK(bytes.substr(bytes.size() - 6) == "%%EOF\n");
  const std::size_t table = std::stoul(bytes.substr(bytes.rfind("startxref\n") + 10));
  CHECK(bytes.substr(table, 20).find(" 0 obj\n<<") != std::string::npos);
  // 300 pages with a content and its length each, and hundreds of elements in a few streams.
  std::size_t objects = 0;
  for (std::size_t at = 0; (at = bytes.find(" 0 obj\n", at)) != bytes.npos; ++at) ++objects;
  CHECK(objects > 900);
  CHECK(objects < 950);
}

TEST_CASE("the structure keeps elements, contents and pages together") {
  Structure structure;
  structure.open("Table");
  structure.open("TD");
  CHECK(structure.content(0) == 0);
  CHECK(structure.content(2) == 0);  // it goes on on another page
  structure.close();
  structure.close();
  structure.open("Figure", "three open");
  CHECK(structure.content(0) == 1);
  CHECK(structure.type() == "Figure");
  REQUIRE(structure.elements().size() == 4);
  CHECK(structure.elements()[2].parent == 1);
  CHECK(structure.elements()[2].kids.size() == 2);
  CHECK(structure.owners() == std::vector<std::vector<std::size_t>>{{2, 3}, {}, {2}});
}

TEST_CASE("a document without a page is refused") {
  Document document(Fonts::load(), {"t", "a", "en", {}});
  CHECK_THROWS_AS(document.bytes(), Error);
}

TEST_CASE("missing characters of both faces are counted") {
  Document document(Fonts::load(), {"t", "a", "en", {}});
  Canvas& page = document.add_page();
  page.text({50, 50}, "\U000F0000\U000F0001", {});
  page.text({50, 70}, "\U0001F600 ok", {.weight = Weight::bold});
  CHECK(document.missing_characters() == 3);
}

TEST_CASE("a table runs over as many pages as its rows need") {
  Sheets sheets;
  draw_table(sheets.flow, numbered(500));
  // 16 points a row and a head on each page of 727.89 points: 44 rows a page.
  CHECK(sheets.document.page_count() == 12);
  CHECK(sheets.furnished == 11);
}

TEST_CASE("a small table is never torn apart") {
  Sheets sheets;
  sheets.flow.advance(sheets.flow.left_over() - 100);
  draw_table(sheets.flow, numbered(8));
  CHECK(sheets.document.page_count() == 2);
  CHECK(sheets.document.page(0).operators().empty());
}

TEST_CASE("a heading goes with what follows it") {
  Sheets sheets;
  sheets.flow.advance(sheets.flow.left_over() - 60);
  sheets.flow.heading("Top", 20);
  CHECK(sheets.document.page_count() == 1);
  sheets.flow.heading("Next", 20);
  CHECK(sheets.document.page_count() == 2);
  CHECK(sheets.document.bookmarks().at(1).page == 1);
  sheets.flow.heading("Higher than any page", 5000);
  CHECK(sheets.document.page_count() == 3);
}

TEST_CASE("no line of a paragraph stands alone") {
  const Style style{10};
  Sheets sheets;
  sheets.flow.advance(sheets.flow.left_over() - 1.5 * line_height(style));
  const std::string word(75, 'm');
  sheets.flow.paragraph(word + " " + word + " " + word, style);
  CHECK(sheets.document.page(0).operators().empty());
}

TEST_CASE("a row that has not as many cells as columns is refused") {
  Sheets sheets;
  CHECK_THROWS_AS(draw_table(sheets.flow, {{{"One"}, {"Two"}}, {{{"only"}}}}), Error);
}

TEST_CASE("cards share their rows evenly") {
  for (const std::size_t count : {0u, 1u, 6u, 7u, 13u}) {
    Sheets sheets;
    const double before = sheets.flow.y();
    draw_cards(sheets.flow, std::vector<Card>(count, Card{"Label", "1", Icon::check, "OK"}));
    // Rows of at most four, as even as can be: six are three and three, seven four and three, thirteen four and three times three.
    const double expected = count == 0 ? 0 : count == 1 ? 75 : count == 6 ? 150 : count == 7 ? 162 : 87 + 3 * 75;
    CHECK(sheets.flow.y() - before == Approx(expected));
  }
}
