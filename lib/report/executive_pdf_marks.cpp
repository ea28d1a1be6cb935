#include "report/executive_pdf_marks.hpp"

#include "pdf/clean_text.hpp"
#include "pdf/palette.hpp"
#include "pdf/wrap.hpp"

namespace mssp::report {

pdf::Icon icon(State state) {
  switch (state) {
    case State::good:
      return pdf::Icon::check;
    case State::warn:
      return pdf::Icon::warning;
    case State::bad:
      return pdf::Icon::cross;
    case State::unknown:
      break;
  }
  return pdf::Icon::question;
}

pdf::Colour colour(State state) {
  switch (state) {
    case State::good:
      return pdf::palette::green;
    case State::warn:
      return pdf::palette::amber;
    case State::bad:
      return pdf::palette::red;
    case State::unknown:
      break;
  }
  return pdf::palette::grey;
}

pdf::Colour colour(Severity severity) {
  switch (severity) {
    case Severity::critical:
      return pdf::palette::red;
    case Severity::high:
      return pdf::palette::orange;
    case Severity::medium:
      return pdf::palette::amber;
    case Severity::low:
      return pdf::palette::sky;
    case Severity::info:
      break;
  }
  return pdf::palette::grey;
}

pdf::Cell cell(State state, const std::string& text) {
  return {text.empty() ? std::string(word(state)) : text, icon(state)};
}

pdf::Cell cell(Severity severity) {
  return {.text = std::string(word(severity)), .icon = pdf::Icon::dot, .tint = colour(severity)};
}

std::string lower_first(std::string text) {
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (!text.empty() && upper(text[0]) && !(text.size() > 1 && upper(text[1])))
    text[0] = static_cast<char>(text[0] + 32);
  return text;
}

void draw_shortened(pdf::Canvas& canvas, pdf::Point at, const std::string& text, const pdf::Style& style,
                    double width) {
  canvas.text(at, pdf::shorten(canvas.font(style.weight), pdf::clean(text), style.size, width), style);
}

}  // namespace mssp::report
