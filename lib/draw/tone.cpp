#include "draw/tone.hpp"

#include <array>

#include "draw/palette.hpp"

namespace mssp::draw {
namespace {

struct Row {
  std::string_view name;
  Colour colour;
};
// In the order of the enumeration.
constexpr std::array<Row, 12> rows{{{"good", palette::green},
                                    {"warn", palette::amber},
                                    {"bad", palette::red},
                                    {"unknown", palette::grey},
                                    {"critical", palette::red},
                                    {"high", palette::orange},
                                    {"medium", palette::amber},
                                    {"low", palette::sky},
                                    {"info", palette::grey},
                                    {"first", palette::teal},
                                    {"second", palette::sky},
                                    {"third", palette::orange}}};

}  // namespace

Colour colour(Tone tone) { return rows.at(static_cast<std::size_t>(tone)).colour; }

std::string_view name(Tone tone) { return rows.at(static_cast<std::size_t>(tone)).name; }

std::optional<Tone> parse_tone(std::string_view word) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].name == word) return static_cast<Tone>(i);
  }
  return std::nullopt;
}

bool is_state(Tone tone) { return tone <= Tone::unknown; }

}  // namespace mssp::draw
