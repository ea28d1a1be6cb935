// The sections that are text and tables.
#include <fmt/core.h>

#include "base/text.hpp"
#include "pdf/table.hpp"
#include "report/executive_pdf_marks.hpp"
#include "report/executive_pdf_sections.hpp"

namespace mssp::report::sections {
namespace {

using pdf::Align;
using pdf::Cell;
using pdf::Table;

void section(pdf::Flow& flow, const char* title, const Table& table, const char* when_empty) {
  if (table.rows.empty()) {
    flow.heading(title, pdf::line_height(body));
    flow.paragraph(when_empty, body);
    return;
  }
  flow.heading(title, pdf::opening_height(flow, table));
  pdf::draw_table(flow, table);
}

std::string or_else(const std::string& text, const char* otherwise) {
  return trim(text).empty() ? otherwise : text;
}

Cell count(std::int64_t number) {
  return {std::to_string(number)};
}

// A count that should be zero.
Cell alarm(std::int64_t number) {
  Cell cell = count(number);
  if (number > 0) cell.weight = pdf::Weight::bold, cell.colour = pdf::palette::red;
  return cell;
}

// A figure that is not known never looks good.
Cell figure(State state, const std::string& text, const char* when_unknown) {
  if (trim(text).empty()) return cell(State::unknown, when_unknown);
  return cell(state, text);
}

}  // namespace

void story(pdf::Flow& flow, const char* title, const std::vector<std::string>& paragraphs, const char* when_empty) {
  flow.heading(title, 2 * pdf::line_height(body));
  if (paragraphs.empty()) flow.paragraph(when_empty, body);
  for (const std::string& paragraph : paragraphs) flow.paragraph(paragraph, body);
}

void baseline(pdf::Flow& flow, const Executive& report) {
  Table table{{{"Area", 1.1}, {"Status", 1.4}, {"Notes", 1.4}}, {}};
  for (const BaselineRow& row : report.baseline)
    table.rows.push_back({{row.area}, cell(row.state, row.status), {or_else(row.note, "—")}});
  section(flow, "Baseline health", table, "No data: no device has reported its baseline.");
}

void service_levels(pdf::Flow& flow, const Executive& report) {
  Table table{{{"Clock", 1.5},
               {"Priority", 1},
               {"Target", 1},
               {"Met", 0.7, Align::right},
               {"Missed", 0.9, Align::right},
               {"Excluded", 1.1, Align::right},
               {"At risk", 0.9, Align::right},
               {"Breached", 1.1, Align::right},
               {"Compliance", 1.5}},
              {}};
  for (const SlaRow& row : report.sla)
    table.rows.push_back({{row.clock},
                          {row.priority},
                          {row.target},
                          count(row.met),
                          alarm(row.missed),
                          count(row.excluded),
                          alarm(row.at_risk),
                          alarm(row.breached),
                          figure(row.state, row.compliance, "n/a")});
  section(flow, "Service levels", table, "No service level clock was decided in this period.");
}

void uptime(pdf::Flow& flow, const Executive& report) {
  Table table{
      {{"Service", 2}, {"Target", 0.8}, {"Measured", 1.2}, {"Downtime", 1}, {"Budget left", 1}, {"Without data", 1}},
      {}};
  for (const UptimeRow& row : report.uptime)
    table.rows.push_back({{row.service},
                          {or_else(row.target, "n/a")},
                          figure(row.state, row.measured, "no data"),
                          {or_else(row.downtime, "n/a")},
                          {or_else(row.budget_left, "n/a")},
                          {or_else(row.unobserved, "—")}});
  section(flow, "Uptime", table, "No service is watched for uptime.");
}

void risks(pdf::Flow& flow, const Executive& report) {
  Table table{{{"Severity", 0.8}, {"Risk", 3}, {"Asset", 1.2}, {"Owner", 0.8}, {"Due", 1.2}}, {}};
  for (const Risk& risk : report.top_risks) {
    Cell due{or_else(risk.due, "no date")};
    if (risk.overdue)
      due = {.text = due.text + ", overdue",
             .icon = pdf::Icon::cross,
             .weight = pdf::Weight::bold,
             .colour = pdf::palette::red};
    table.rows.push_back(
        {cell(risk.severity), {risk.title}, {or_else(risk.asset, "n/a")}, {or_else(risk.owner, "nobody")}, due});
  }
  section(
      flow, "Top risks", table,
      report.findings ? "No open finding needs to be named here." : "No data: without a scan no risk can be named.");
}

void coverage(pdf::Flow& flow, const Executive& report) {
  Table table{{{"Coverage", 2}, {"Count", 1.2}, {"Notes", 1.8}}, {}};
  for (const CoverageRow& row : report.coverage)
    table.rows.push_back({{row.what}, figure(row.state, row.count, "no data"), {or_else(row.note, "—")}});
  section(flow, "What the figures cover", table, "No data: no asset is recorded.");
}

void recommendations(pdf::Flow& flow, const Executive& report) {
  Table table{{{"Recommendation", 1.8}, {"Why", 2.4}, {"Owner", 0.9}, {"Due", 0.9}}, {}};
  for (const Recommendation& item : report.recommendations)
    table.rows.push_back({{.text = item.title, .weight = pdf::Weight::bold},
                          {or_else(item.reason, "—")},
                          {or_else(item.owner, "nobody")},
                          {or_else(item.due, "no date")}});
  section(flow, "Recommendations", table, "We have no recommendation for the coming month.");
}

void data_age(pdf::Flow& flow, const Executive& report) {
  Table table{{{"Source", 2.2}, {"Last updated", 1.4}, {"Age", 1.2}}, {}};
  for (const DataAge& row : report.data_age)
    table.rows.push_back({{row.source}, {or_else(row.updated, "never")}, figure(row.state, row.age, "no data")});
  section(flow, "Age of the data", table, "No source has delivered data.");
}

void definitions(pdf::Flow& flow, const Executive& report) {
  Table table{{{"Term", 1}, {"Meaning", 3.4}}, {}};
  for (const Definition& row : report.definitions)
    table.rows.push_back({{.text = row.term, .weight = pdf::Weight::bold}, {row.meaning}});
  section(flow, "Definitions", table, "This report uses no terms that need a definition.");
}

void contact(pdf::Flow& flow, const Executive& report) {
  const Organisation& organisation = report.organisation;
  std::vector<std::string> lines;
  if (!organisation.contact.empty()) lines.push_back("Questions about this report: " + organisation.contact);
  if (!organisation.escalation.empty()) lines.push_back("Escalation: " + organisation.escalation);
  story(flow, "Contact", lines, "No contact is recorded.");
}

}  // namespace mssp::report::sections
