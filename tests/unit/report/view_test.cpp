#include "report/view.hpp"

#include <catch2/catch.hpp>

#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "render/json.hpp"
#include "report/model_changes.hpp"
#include "report/model_json.hpp"
#include "sample.hpp"

using namespace mssp;
using namespace mssp::report;

namespace {

bool holds(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

std::string json_of(const Model& model) { return render::json_line(model_json(model)); }

// Tags that are open, in order; fails when one is closed that is not the last opened.
void require_balanced(const std::string& html) {
  std::vector<std::string> open;
  for (std::size_t at = html.find("<body"); (at = html.find('<', at)) != html.npos; ++at) {
    const std::size_t end = html.find('>', at);
    REQUIRE(end != html.npos);
    std::string tag = html.substr(at + 1, end - at - 1);
    const bool closes = tag.front() == '/';
    if (tag.back() == '/') continue;
    tag = tag.substr(closes ? 1 : 0, tag.find_first_of(" >", 1) - (closes ? 1 : 0));
    if (tag == "img" || tag == "html") continue;
    if (!closes) {
      open.push_back(tag);
      continue;
    }
    INFO(html.substr(at, 80));
    REQUIRE_FALSE(open.empty());
    REQUIRE(open.back() == tag);
    open.pop_back();
  }
  CHECK(open.empty());
}

}  // namespace

TEST_CASE("a model is read back as it was, for every type") {
  for (const Type& type : types()) {
    INFO(type.name);
    for (const Model& model : {sample::usual_model(std::string(type.name)), sample::model(std::string(type.name), sample::empty(type.months))}) {
      const std::string json = json_of(model);
      CHECK(json_of(read_model(json, "test")) == json);
      CHECK(json_of(sample::usual_model(std::string(type.name))) == json_of(sample::usual_model(std::string(type.name))));
    }
  }
  CHECK_THROWS_AS(read_model("{}", "test"), Error);
  CHECK_THROWS_AS(read_model("[1]", "test"), Error);
}

TEST_CASE("every section of a type is among those that templates may name, in that order") {
  for (const Type& type : types()) {
    INFO(type.name);
    std::size_t next = 0;
    for (const Section& section : sample::usual_model(std::string(type.name)).sections) {
      INFO(section.id);
      while (next < type.ids.size() && type.ids[next] != section.id) ++next;
      REQUIRE(next < type.ids.size());
    }
  }
}

TEST_CASE("HTML is one sound file in which nothing of a customer's text is markup") {
  for (const Type& type : types()) {
    INFO(type.name);
    require_balanced(html_view(sample::usual_model(std::string(type.name)), ""));
  }
  const std::string html = html_view(sample::model("vulnerability", sample::hostile()), "png");
  require_balanced(html);
  CHECK_FALSE(holds(html, "<script"));
  CHECK(holds(html, "&lt;script&gt;"));
  CHECK_FALSE(holds(html, "\x1b"));
  CHECK(holds(html, "data:image/png;base64,cG5n"));
  for (const char* fetches : {"src=\"http", "href=", "url(", "@import", "<link", "<iframe"}) CHECK_FALSE(holds(html, fetches));
  CHECK(holds(html, "prefers-color-scheme:dark"));
  CHECK(holds(html, "<html lang=\"en\">"));
}

TEST_CASE("pictures and tables of HTML speak to those who do not see them") {
  const std::string html = html_view(sample::usual_model("executive"), "");
  CHECK(holds(html, "role=\"img\" aria-label=\"Open findings by severity, and SLA met by month\""));
  CHECK(holds(html, "<th scope=\"col\">Priority</th>"));
  for (std::size_t at = 0; (at = html.find("<svg", at)) != html.npos; ++at) {
    const std::string tag = html.substr(at, html.find('>', at) - at);
    CHECK((holds(tag, "aria-label=\"") || holds(tag, "aria-hidden=\"true\"")));
  }
  CHECK_FALSE(holds(html, "<th scope=\"col\"></th>"));  // a head without words
  // Ids are unique, headings go down one rank at a time.
  std::vector<std::string> ids;
  for (std::size_t at = 0; (at = html.find(" id=\"", at)) != html.npos; ++at) ids.push_back(html.substr(at + 5, html.find('"', at + 5) - at - 5));
  std::sort(ids.begin(), ids.end());
  CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
  CHECK(html.find("<h1>") < html.find("<h2>"));
}

TEST_CASE("Markdown shows a customer's text as text") {
  const std::string markdown = markdown_view(sample::model("vulnerability", sample::hostile()));
  CHECK(holds(markdown, "\\| pipes \\* stars \\_ and \\`ticks\\` \\](http://x)"));
  CHECK(holds(markdown, "\\<script\\>"));
  const std::string usual = markdown_view(sample::usual_model("executive"));
  CHECK(holds(usual, "# Monthly Executive Report\n"));
  CHECK(holds(usual, "## Service levels\n"));
  CHECK(holds(usual, "- **Uptime**: 99.95 % (OK), 0.02 pt vs Aug, Portal, target 99.9 %\n"));
  CHECK(holds(usual, "| Clock | Priority |"));
}

TEST_CASE("text is no wider than a page but for tables, and says what marks say") {
  const std::string text = text_view(sample::usual_model("executive"));
  CHECK(holds(text, "What happened\n=============\n"));
  CHECK(holds(text, "No data"));
  CHECK_FALSE(holds(text_view(sample::model("executive", sample::hostile())), "\x1b"));
}

TEST_CASE("CSV is read by whoever reads CSV, and never run as a formula") {
  const auto records = read_csv(csv_view(sample::model("executive", sample::hostile())), "report.csv");
  CHECK(records.front().fields == std::vector<std::string>{"section", "block", "row", "column", "value"});
  for (const CsvRecord& record : records) {
    REQUIRE(record.fields.size() == 5);
    for (const std::string& field : record.fields) CHECK((field.empty() || field.front() != '='));
  }
  std::size_t met = 0;
  for (const CsvRecord& record : records) met += record.fields[0] == "service-levels" && record.fields[3] == "Met" ? 1 : 0;
  CHECK(met == 4);
}

TEST_CASE("fifty thousand rows are shown, every one") {
  Model model;
  model.sections = {{"register", "All", {Table{{{"Number"}, {"Text"}}, {}}}}};
  auto& rows = std::get<Table>(model.sections.front().blocks.front()).rows;
  for (int i = 0; i < 50'000; ++i) rows.push_back({{std::to_string(i)}, {"row"}});
  const auto lines = [](const std::string& text) { return std::count(text.begin(), text.end(), '\n'); };
  CHECK(lines(csv_view(model)) == 100'004);
  CHECK(lines(html_view(model, "")) > 50'000);
  CHECK(lines(markdown_view(model)) > 50'000);
  CHECK(lines(text_view(model)) > 50'000);
}

TEST_CASE("a correction lists what it changes") {
  Figures figures = sample::usual();
  const Model before = sample::model("executive", figures);
  CHECK(changes_between(before, before).empty());
  figures.clocks[0].met = 5;
  figures.clocks[0].missed = 1;
  Model after = sample::model("executive", figures);
  after.changes = changes_between(before, after);
  after.revision = 2;
  CHECK(holds(join(after.changes, "\n"), "Service levels, Response P1, Met: was 6, is 5"));
  CHECK(holds(join(after.changes, "\n"), "SLA met: was 95.6 %, is 93.4 %"));
  print_changes(after);
  CHECK(after.sections[1].id == "changes");
  CHECK(holds(text_view(after), "What revision 2 corrects"));
  CHECK(json_of(without_revision(after)) == json_of(sample::model("executive", figures)));

  Model other = before;
  other.sections.clear();
  CHECK(holds(join(changes_between(before, other), "\n"), "Service levels: 32 figures and texts are gone"));
  CHECK(holds(join(changes_between(other, before), "\n"), "Service levels: 32 figures and texts that were not there"));
  other.brand.colour = 1;
  CHECK(changes_between(before, other).back() == "The look: another colour or logo");
  for (Section& section : after.sections) {
    for (Block& block : section.blocks) {
      if (auto* table = std::get_if<Table>(&block)) {
        for (auto& row : table->rows) row.back().text += "!";
      }
    }
  }
  CHECK(changes_between(before, after).size() == 41);  // forty, and how many more
}
