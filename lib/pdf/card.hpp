// A row of cards that each show one figure: what a reader takes in first.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pdf/flow.hpp"
#include "pdf/icon.hpp"

namespace mssp::pdf {

struct Card {
  std::string label;
  std::string value;
  Icon mark;         // check, warning, cross or question; its colour tops the card
  std::string word;  // the mark in words: colour alone tells too few readers
  struct Change {
    Icon arrow;  // up or down
    Colour colour;
    std::string text;
  };
  std::optional<Change> change{};
  std::string note{};
  std::vector<std::optional<std::int64_t>> months{};  // drawn as a small line, oldest first
};

// Cards side by side, at most six in a row; texts that are too wide are made smaller, then cut.
void draw_cards(Flow& flow, const std::vector<Card>& cards);

}  // namespace mssp::pdf
