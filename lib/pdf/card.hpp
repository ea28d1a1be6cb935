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
  std::vector<std::string> details{};  // short texts, most important first
  std::vector<std::optional<std::int64_t>> months{};  // drawn as a small line, oldest first
};

// Cards side by side, five in a row at most: six are two rows of three. Texts that are too wide are made smaller, then
// cut.
void draw_cards(Flow& flow, const std::vector<Card>& cards);
double card_row_height(std::size_t cards);  // of the first row, with what separates it from the next

}  // namespace mssp::pdf
