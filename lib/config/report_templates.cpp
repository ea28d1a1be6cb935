#include "config/report_templates.hpp"

#include "base/text.hpp"
#include "config/fields.hpp"

namespace mssp::config {
namespace {

constexpr std::size_t longest_text = 20'000;

// Paragraphs of a block of text are parted by blank lines.
std::vector<std::string> paragraphs_of(std::string_view text) {
  std::vector<std::string> all{{}};
  for (const std::string_view line : split(text, '\n')) {
    const std::string_view words = trim(line);
    if (words.empty()) {
      if (!all.back().empty()) all.emplace_back();
      continue;
    }
    if (!all.back().empty()) all.back() += ' ';
    all.back() += words;
  }
  if (all.back().empty()) all.pop_back();
  return all;
}

TemplateText read_text(const Node& node, Problems& problems) {
  const Fields fields(node, "a text", {"id", "title", "text"}, problems);
  TemplateText made;
  made.place = node.place;
  made.id = slug(fields.require("id"), problems).value_or("");
  made.title = text(fields.find("title"), problems).value_or("");
  if (const Node* body = fields.require("text")) {
    if (body->kind != Node::Kind::scalar) {
      refuse(*body, "a text", problems);
    } else if (body->text.size() > longest_text) {
      problems.add(body->place, "'text' is longer than " + std::to_string(longest_text) + " bytes");
    } else {
      made.paragraphs = paragraphs_of(body->text);
      if (made.paragraphs.empty()) problems.add(body->place, "'text' is empty", "write it, or take the text out");
    }
  }
  return made;
}

}  // namespace

ReportTemplate read_report_template(std::string_view text_of_file, Problems& problems) {
  ReportTemplate made;
  const auto root = parse_yaml(text_of_file, problems);
  if (!root) return made;
  const Fields fields(*root, "a report template", {"name", "type", "title", "classification", "sections", "texts"}, problems);
  made.place = root->place;
  made.name = slug(fields.require("name"), problems).value_or("");
  made.type = slug(fields.require("type"), problems).value_or("");
  made.title = text(fields.find("title"), problems).value_or("");
  made.classification = text(fields.find("classification"), problems).value_or("");
  for (const Node* item : items(fields.find("sections"), problems)) {
    if (const auto id = slug(item, problems)) made.sections.push_back({*id, item->place});
  }
  for (const Node* item : items(fields.find("texts"), problems)) made.texts.push_back(read_text(*item, problems));
  return made;
}

}  // namespace mssp::config
