// A report as plain values: everything its pages show and nothing else, so that a stored model gives the same pages for
// ever. Views (PDF, HTML, Markdown, CSV, text, JSON) print it and compute nothing. Texts are ready to be read: formatted,
// in the tenant's zone, rounded down where a target is concerned. What is not known is empty or `unknown`; a view prints
// "n/a" or "No data" for it, never something that looks good. Every list may be empty.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/instant.hpp"
#include "base/parse.hpp"
#include "draw/chart.hpp"
#include "draw/tone.hpp"
#include "finding/finding.hpp"

namespace mssp::report {

using draw::Tone;

std::string_view word(Tone tone);  // "OK", "Attention", "Action needed", "No data", "Critical" ...; empty for a series
Tone tone(finding::Severity severity);

struct Organisation {  // the service provider
  std::string name;
  std::string contact;     // how to reach it: "+1 555 0100, soc@example.net"
  std::string escalation;  // where to go when that does not help; may be empty
};

struct Scope {
  std::string tenant;
  std::string tier;    // "Enterprise"
  std::string period;  // "1–30 September 2025", see period_text
  std::string label;   // "September 2025"
  std::string zone;    // "Europe/Berlin"
  Instant from{};      // the period is [from, to)
  Instant to{};
};

struct Authorship {
  std::string classification;   // "TLP:AMBER"
  std::string prepared_by;      // a person or the organisation
  std::string primary_analyst;  // empty: none is assigned
  Instant at{};                 // when the model was frozen; the date of every view
};

struct Brand {
  std::optional<std::uint32_t> colour;  // 0xRRGGBB of the title; none: the house's own
  std::string logo_sha256;              // of the PNG file; empty: none
};

enum class Direction { up, down, same };

// A change against the period before. `meaning` tells whether it is an improvement, whatever its direction.
struct Change {
  Direction direction = Direction::same;
  Tone meaning = Tone::unknown;
  std::string text;  // "4 vs Aug", "2.1 pt"
};

// A card: one figure with its value, state, change, n of denominator, target, the age of its data, and its months.
struct Kpi {
  std::string label;
  std::string value;  // "94.2 %"; empty: n/a
  Tone state = Tone::unknown;
  std::optional<Change> change;
  std::string note;                                 // "44 of 45", or why there is no value
  std::vector<std::optional<std::int64_t>> months;  // oldest first, in any one unit; drawn as a line
  std::string target = {};                          // "95 %"; empty: none is set
  std::string age = {};                             // of the data: "26 h"; empty: as of the end of the period
};

struct Kpis {
  std::vector<Kpi> cards;  // most important first; four to six look best
};
struct Paragraph {
  std::string text;
};
struct Subheading {
  std::string text;
};
struct Items {
  std::vector<std::string> texts;
};

struct Cell {
  std::string text;
  std::optional<Tone> mark = {};  // a mark before the text; never without a text
  bool strong = false;
  bool alarm = false;  // a figure that should not be: red and bold
};
struct Column {
  std::string title;
  int share = 10;      // of the width, relative to the other columns
  bool right = false;  // numbers
};
struct Table {
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;  // as many cells as columns
};

// One or two charts beside each other.
struct Figure {
  std::string title;  // what it shows, for those who do not see it
  std::vector<draw::Chart> charts;
};

using Block = std::variant<Kpis, Paragraph, Subheading, Items, Table, Figure>;

struct Section {
  std::string id;     // by which templates name it: "service-levels"
  std::string title;  // empty: no heading
  std::vector<Block> blocks;
};

struct Model {
  std::string type;   // "executive"
  std::string title;  // "Monthly Executive Report"
  std::int64_t revision = 1;
  Organisation organisation;
  Scope scope;
  Authorship authorship;
  Brand brand;
  std::vector<std::string> changes;  // against the revision before; printed
  std::vector<Section> sections;
};

// A period [from, to) in words, as its zone counts days: "1–30 September 2025", "15 September – 14 October 2025",
// "1 December 2024 – 31 January 2025", "30 September 2025".
std::string period_text(const Period& period, const Zone& zone);

// "97.8 %": floored to one decimal, so that it never reads 100.0 % unless it is; "n/a" when there is nothing to divide.
std::string percent_text(const std::optional<Percent>& percent);

// What every view says of a report in its first lines.
std::string scope_line(const Model& model);   // "Acme Corp · Enterprise · 1–30 September 2025 (UTC)"
std::string author_line(const Model& model);  // "Prepared by X, primary analyst Y · revision 2"

}  // namespace mssp::report
