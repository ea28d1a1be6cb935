#include "base/text.hpp"
#include "report/view.hpp"

namespace mssp::report {

std::string in_words(const Cell& cell) {
  if (!cell.mark) return cell.text;
  const std::string said(word(*cell.mark));
  if (said.empty() || lower_ascii(cell.text).find(lower_ascii(said)) != std::string::npos) return cell.text;
  return cell.text.empty() ? said : said + ": " + cell.text;
}

std::vector<std::string> details(const Kpi& kpi) {
  std::vector<std::string> all;
  if (!kpi.note.empty()) all.push_back(kpi.note);
  if (!kpi.target.empty()) all.push_back("target " + kpi.target);
  if (!kpi.age.empty()) all.push_back("data " + kpi.age + " old");
  return all;
}

std::string in_words(const Kpi& kpi) {
  std::string line = kpi.value.empty() ? "n/a" : kpi.value;
  line += " (" + std::string(word(kpi.value.empty() ? Tone::unknown : kpi.state)) + ")";
  if (kpi.change) line += ", " + kpi.change->text;
  for (const std::string& detail : details(kpi)) line += ", " + detail;
  return line;
}

}  // namespace mssp::report
