// Charts as plain data, and how they are drawn. Counts and shares are whole numbers, so that no chart can be of
// something that is not a number; what is not known is absent, never 0.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "draw/surface.hpp"
#include "draw/tone.hpp"

namespace mssp::draw {

// A ring with the total in its middle and a legend of every slice, also the empty ones, below.
struct Donut {
  struct Slice {
    std::string label;
    std::int64_t count = 0;
    Tone tone = Tone::info;
  };
  std::vector<Slice> slices;
  std::string unit;  // below the total: "open"
};

// A line over months with a dashed target; shares are thousandths of a percent.
struct Line {
  std::string title;
  std::vector<std::string> labels;                // oldest first
  std::vector<std::optional<std::int64_t>> values;  // one for each label; a gap where there is no figure
  std::optional<std::int64_t> target;
  std::string latest;  // written at the last point
};

// Columns side by side or stacked, a group for each label.
struct Columns {
  std::vector<std::string> labels;
  struct Series {
    std::string name;
    Tone tone = Tone::first;
    std::vector<std::int64_t> counts;  // one for each label, at least 0
  };
  std::vector<Series> series;
  bool stacked = false;
};

// A bar for each item, longest at the greatest count.
struct Bars {
  struct Item {
    std::string label;
    std::int64_t count = 0;
    Tone tone = Tone::first;
  };
  std::vector<Item> items;
};

// Counts by two properties; the more, the darker.
struct HeatMap {
  std::vector<std::string> columns;
  struct Row {
    std::string label;
    std::vector<std::int64_t> counts;  // one for each column
  };
  std::vector<Row> rows;
};

// A figure against its target on a scale from 0 to 100 %, or of use against a limit.
struct Bullets {
  struct Item {
    std::string label;
    std::string figure;                // as text, at the right: "97.8 %", "12 of 50"
    std::optional<std::int64_t> share;  // thousandths of a percent; none: not known or without limit
    std::optional<std::int64_t> target;
    Tone tone = Tone::first;
  };
  std::vector<Item> items;
};

// Tasks over columns of time. Beginnings and ends are thousandths of a column.
struct Gantt {
  std::vector<std::string> columns;  // "Oct", "Nov", "Dec"
  struct Task {
    std::string label;
    std::int64_t from = 0;
    std::int64_t to = 0;
    Tone tone = Tone::first;
  };
  std::vector<Task> tasks;
};

using Chart = std::variant<Donut, Line, Columns, Bars, HeatMap, Bullets, Gantt>;

// How high a chart wants to be, in points.
double height(const Chart& chart);

// Code::failed when lists that belong together differ in length.
void draw(Surface& surface, const Rect& area, const Chart& chart);

// A line without axes, for a place as small as a card; gaps where nothing is known.
void draw_sparkline(Surface& surface, const Rect& area, const std::vector<std::optional<std::int64_t>>& values,
                    Colour colour);

// The same figures as rows of texts, the first the head: for readers who do not see, and for formats without pictures.
std::vector<std::vector<std::string>> as_table(const Chart& chart);

}  // namespace mssp::draw
