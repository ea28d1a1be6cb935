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

class Canvas : public draw::Surface {
 public:
  Canvas(Font& regular, Font& bold) : regular_(&regular), bold_(&bold) {}

  void fill(const Rect& area, Colour colour) override;
  void fill(const std::vector<Point>& corners, Colour colour) override;
  void disc(Point centre, double radius, Colour colour) override;
  void sector(Point centre, double inner, double outer, double from, double to, Colour colour) override;
  void line(const std::vector<Point>& points, const Stroke& stroke) override;  // round joints

  // What `draw` draws, written relative to `origin`: a mark that is repeated on a page then compresses to almost
  // nothing.
  void around(Point origin, const std::function<void()>& draw);

  // One line of clean text; `at` is on its base line, at its left end, middle or right end.
  void text(Point at, std::u32string_view text, const Style& style, Align align = Align::left);
  void text(Point at, std::string_view utf8, const Style& style, Align align = Align::left);
  double text(Point at, std::string_view utf8, const Style& style, Align align, double room) override;
  double width(std::u32string_view text, const Style& style) const;
  double width(std::string_view utf8, const Style& style) const override;
  const Font& font(Weight weight) const { return weight == Weight::bold ? *bold_ : *regular_; }

  // A picture of the document, by its number, filling an area.
  void picture(std::size_t number, const Rect& area);

  // What follows belongs to the structure as this content of that type, until end_content().
  void begin_content(std::string_view type, int number);
  bool end_content();  // false when nothing was drawn: then it is as if it had not begun
  bool in_content() const { return in_content_; }
  // What `draw` draws is decoration: not read to those who do not see it. Not within content.
  void decorate(const std::function<void()>& draw);

  const std::string& operators() const { return out_; }

 private:
  void number(double value);
  void point(Point at);
  void colour(Colour colour, const char* operation);
  void use_fill(Colour wanted);
  void show(Font& font, std::u32string_view run, double size);
  void arc(Point centre, double radius, double from, double to);

  Font* regular_;
  Font* bold_;
  std::string out_;
  Point origin_{0, page_height};  // of the PDF coordinates, which grow upwards
  // The graphics state so far, so that it is not written again for every cell of a table.
  struct State {
    Colour fill{};
    double size = 0;
    const Font* font = nullptr;
  };
  State state_;
  bool in_content_ = false;
  std::size_t before_content_ = 0;  // where it began, and where what it holds begins
  std::size_t content_ = 0;
};

}  // namespace mssp::pdf
