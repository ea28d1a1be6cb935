#include "report/model_changes.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

namespace mssp::report {
namespace {

constexpr std::string_view section_id = "changes";

// A figure or a text, and where it stands.
struct Fact {
  std::string place;  // the title of its section
  std::string name;
  std::string value;
};

struct Collect {
  const std::string& place;
  std::vector<Fact>& facts;
  int& texts;

  void add(std::string name, std::string value) const { facts.push_back({place, std::move(name), std::move(value)}); }
  void operator()(const Kpis& block) const {
    for (const Kpi& kpi : block.cards) add(kpi.label, kpi.value.empty() ? "n/a" : kpi.value);
  }
  void operator()(const Paragraph& block) const { add(place + ", text " + std::to_string(++texts), block.text); }
  void operator()(const Subheading&) const {}
  void operator()(const Items& block) const {
    for (const std::string& text : block.texts) add(place + ", text " + std::to_string(++texts), text);
  }
  void operator()(const Table& block) const {
    for (const auto& row : block.rows) {
      if (row.empty()) continue;
      // Rows are told apart by their first two cells.
      const std::string name = place + ", " + row[0].text + (row.size() > 2 ? " " + row[1].text : "");
      for (std::size_t i = row.size() > 2 ? 2 : 1; i < row.size(); ++i) add(name + ", " + block.columns.at(i).title, row[i].text);
    }
  }
  void operator()(const Figure& block) const {
    for (const draw::Chart& chart : block.charts) {
      const auto rows = draw::as_table(chart);
      for (std::size_t row = 1; row < rows.size(); ++row) {
        for (std::size_t i = 1; i < rows[row].size(); ++i) {
          add(place + ", " + rows[row][0] + (rows[0].at(i).empty() ? "" : ", " + rows[0][i]), rows[row][i]);
        }
      }
    }
  }
};

std::vector<Fact> facts_of(const Model& model) {
  std::vector<Fact> facts;
  for (const Section& section : model.sections) {
    if (section.id == section_id) continue;
    int texts = 0;
    const std::string place = section.title.empty() ? section.id : section.title;
    for (const Block& block : section.blocks) std::visit(Collect{place, facts, texts}, block);
  }
  return facts;
}

// Facts that only one of two models has: each on its own line, or how many when a section has more than a few.
void tell_of_few(const std::vector<Fact>& facts, const std::string& one, const std::string& many, std::vector<std::string>& lines) {
  constexpr std::size_t few = 3;
  for (std::size_t from = 0, to = 0; from < facts.size(); from = to) {
    while (to < facts.size() && facts[to].place == facts[from].place) ++to;
    if (to - from > few) {
      lines.push_back(fmt::format("{}: {} figures and texts {}", facts[from].place, to - from, many));
      continue;
    }
    for (std::size_t i = from; i < to; ++i) lines.push_back(facts[i].name + ": " + one + facts[i].value);
  }
}

}  // namespace

std::vector<std::string> changes_between(const Model& before, const Model& after) {
  constexpr std::size_t most = 40;
  std::multimap<std::string, Fact> old;
  for (Fact& fact : facts_of(before)) {
    std::string name = fact.name;
    old.emplace(std::move(name), std::move(fact));
  }
  std::vector<std::string> lines;
  std::vector<Fact> fresh;
  for (Fact& fact : facts_of(after)) {
    const auto found = old.find(fact.name);
    if (found == old.end()) {
      fresh.push_back(std::move(fact));
      continue;
    }
    if (found->second.value != fact.value) lines.push_back(fact.name + ": was " + found->second.value + ", is " + fact.value);
    old.erase(found);
  }
  tell_of_few(fresh, "new, ", "that were not there", lines);
  std::vector<Fact> gone;
  for (auto& [name, fact] : old) gone.push_back(std::move(fact));
  std::stable_sort(gone.begin(), gone.end(), [](const Fact& a, const Fact& b) { return a.place < b.place; });
  tell_of_few(gone, "gone, was ", "are gone", lines);
  if (before.brand.colour != after.brand.colour || before.brand.logo_sha256 != after.brand.logo_sha256) lines.emplace_back("The look: another colour or logo");
  if (before.title != after.title) lines.push_back("The title: was " + before.title + ", is " + after.title);
  if (lines.size() > most) {
    const std::size_t more = lines.size() - most;
    lines.resize(most);
    lines.push_back(fmt::format("… and {} more", more));
  }
  return lines;
}

void print_changes(Model& model) {
  if (model.changes.empty()) return;
  Section section{std::string(section_id), fmt::format("What revision {} corrects", model.revision), {Items{model.changes}}};
  model.sections.insert(model.sections.begin() + (model.sections.empty() ? 0 : 1), std::move(section));
}

Model without_revision(Model model) {
  model.revision = 1;
  model.changes.clear();
  std::erase_if(model.sections, [](const Section& section) { return section.id == section_id; });
  return model;
}

}  // namespace mssp::report
