#include "report/template.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "base/text.hpp"
#include "sample.hpp"

using namespace mssp;
using namespace mssp::report;

namespace {

std::vector<std::string> mistakes(const std::string& yaml) {
  config::Problems problems("t.yml");
  lint(config::read_report_template(yaml, problems), problems);
  std::vector<std::string> all;
  for (const Error& error : problems.errors()) all.push_back(error.message());
  return all;
}

Template from(const std::string& yaml) {
  config::Problems problems("t.yml");
  config::ReportTemplate form = config::read_report_template(yaml, problems);
  lint(form, problems);
  problems.throw_first();
  return {form.name, find_type(form.type), false, form};
}

const std::string good =
    "name: acme-monthly\ntype: executive\ntitle: \"{{tenant}} in {{month}}\"\n"
    "sections: [summary, greeting, findings, definitions, contact]\n"
    "texts:\n  - id: greeting\n    title: Dear {{ tenant }}\n    text: |\n      One line\n      goes on.\n\n      Ask {{contact}}.\n";

}  // namespace

TEST_CASE("a template chooses sections and adds texts") {
  const Model model = shaped(sample::usual_model("executive"), from(good));
  std::vector<std::string> ids;
  for (const Section& section : model.sections) ids.push_back(section.id);
  CHECK(ids == std::vector<std::string>{"summary", "greeting", "findings", "definitions", "contact"});
  CHECK(model.title == "Acme Corp in September 2025");
  CHECK(model.sections[1].title == "Dear Acme Corp");
  REQUIRE(model.sections[1].blocks.size() == 2);
  CHECK(std::get<Paragraph>(model.sections[1].blocks[0]).text == "One line goes on.");
  CHECK(std::get<Paragraph>(model.sections[1].blocks[1]).text == "Ask soc@example.net, +1 555 0100.");
  CHECK(from(good).key() == "executive:acme-monthly");
  CHECK(built_in_template(types().front()).key() == "executive");
}

TEST_CASE("a value of a variable is text, never a variable again") {
  Figures figures = sample::usual();
  figures.tenant.name = "{{contact}} {{";
  const Model model = shaped(sample::model("executive", figures), from(good));
  CHECK(model.title == "{{contact}} {{ in September 2025");
}

TEST_CASE("every mistake of a template is found, with its place") {
  CHECK(mistakes(good).empty());
  CHECK(mistakes("name: x\ntype: executve\n") == std::vector<std::string>{"t.yml:1:1: there is no report type 'executve'"});
  const auto all = mistakes(
      "name: executive\ntype: sla\ntitle: TODO\nsections: [summary, summary, findngs, definitions]\n"
      "texts:\n  - {id: lost, text: \"{{tennant}} lorem ipsum\"}\n  - {id: rules, text: x}\n  - {id: lost, text: \" \"}\n");
  const std::string text = join(all, "\n");
  INFO(text);
  for (const char* part : {"the name 'executive' is that of a built-in template", "still says 'TODO'", "'summary' is there twice",
                           "has no section 'findngs'", "the section 'contact' is required", "the text 'lost' stands in no place",
                           "unknown variable '{{tennant}}'", "still 'lorem ipsum'", "the text 'rules' has the name of a section",
                           "the text 'lost' is there twice", "'text' is empty"})
    CHECK(text.find(part) != std::string::npos);
  CHECK_FALSE(mistakes("name: [1]\ntype: x\nunknown: 1\n").empty());
  CHECK_FALSE(mistakes("").empty());
}

TEST_CASE("a skeleton is a template once its text is written") {
  for (const Type& type : types()) {
    std::string text = skeleton("mine", type);
    INFO(text);
    CHECK(mistakes(text).size() == 1);  // the TODO
    text.replace(text.find("TODO: "), 6, "");
    CHECK(mistakes(text).empty());
  }
}
