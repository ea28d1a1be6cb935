#include "base/text.hpp"
#include "report/view.hpp"

namespace mssp::report {

std::string in_words(const Cell& cell) {
  if (!cell.mark) return cell.text;
  const std::string said(word(*cell.mark));
  if (said.empty() || lower_ascii(cell.text).find(lower_ascii(said)) != std::string::npos) return cell.text;
  return cell.text.empty() ? said : said + ": " + cell.text;
}

std::string in_words(const Kpi& kpi) {
  std::string line = kpi.value.empty() ? "n/a" : kpi.value;
  line += " (" + std::string(word(kpi.value.empty() ? Tone::unknown : kpi.state)) + ")";
  if (kpi.change) line += ", " + kpi.change->text;
  if (!kpi.note.empty()) line += ", " + kpi.note;
  return line;
}

}  // namespace mssp::report
