// What a colour means: a state, a severity, or the place of a series in a chart. Models hold tones, views choose colours.
#pragma once

#include <optional>
#include <string_view>

#include "draw/geometry.hpp"

namespace mssp::draw {

enum class Tone { good, warn, bad, unknown, critical, high, medium, low, info, first, second, third };

Colour colour(Tone tone);
std::string_view name(Tone tone);  // "good" ... as models keep it
std::optional<Tone> parse_tone(std::string_view word);

// Whether a tone is one of the four states, which have a mark of their own; the others are shown as a dot.
bool is_state(Tone tone);

}  // namespace mssp::draw
