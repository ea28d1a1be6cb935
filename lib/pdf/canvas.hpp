// Draws on one page. Everything is written at once as PDF operators (ISO 32000-1, annex A), rounded to 1/100 point; a
// number that is not finite, or is far off any page, throws Code::failed instead of spoiling the file.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "pdf/font.hpp"
#include "pdf/geometry.hpp"

namespace mssp::pdf {

enum class Weight { regular, bold };
enum class Align { left, centre, right };

struct Style {
  double size = 9.5;
  Colour colour{};
  Weight weight = Weight::regular;
};

struct Stroke {
  Colour colour{};
  double width = 0.6;
  double dash = 0;  // length of dashes and gaps; 0 is an unbroken line
};

class Canvas {
 public:
  Canvas(Font& regular, Font& bold) : regular_(&regular), bold_(&bold) {}

  void fill(const Rect& area, Colour colour);
  void fill(const std::vector<Point>& corners, Colour colour);  // fewer than three corners draw nothing
  void disc(Point centre, double radius, Colour colour);
  // A part of a ring, from one angle clockwise to another; angles are turns (0..1) from 12 o'clock.
  void sector(Point centre, double inner, double outer, double from, double to, Colour colour);
  void line(const std::vector<Point>& points, const Stroke& stroke);  // round joints; fewer than two draw nothing

  // What `draw` draws, written relative to `origin`: a mark that is repeated on a page then compresses to almost
  // nothing.
  void around(Point origin, const std::function<void()>& draw);

  // One line of clean text; `at` is on its base line, at its left end, middle or right end.
  void text(Point at, std::u32string_view text, const Style& style, Align align = Align::left);
  void text(Point at, std::string_view utf8, const Style& style, Align align = Align::left);
  double width(std::u32string_view text, const Style& style) const;
  double width(std::string_view utf8, const Style& style) const;
  const Font& font(Weight weight) const { return weight == Weight::bold ? *bold_ : *regular_; }

  const std::string& operators() const { return out_; }

 private:
  void number(double value);
  void point(Point at);
  void colour(Colour colour, const char* operation);
  void use_fill(Colour wanted);
  void arc(Point centre, double radius, double from, double to);

  Font* regular_;
  Font* bold_;
  std::string out_;
  Point origin_{0, page_height};  // of the PDF coordinates, which grow upwards
  // The graphics state so far, so that it is not written again for every cell of a table.
  struct State {
    Colour fill{};
    double size = 0;
    Weight weight = Weight::regular;
  };
  State state_;
};

}  // namespace mssp::pdf
