#include "pdf/structure.hpp"

namespace mssp::pdf {

void Structure::open(std::string_view type, std::string alt) {
  elements_[open_].kids.push_back({false, elements_.size()});
  elements_.push_back({.type = type, .alt = std::move(alt), .parent = open_});
  open_ = elements_.size() - 1;
}

void Structure::close() { open_ = elements_[open_].parent; }

int Structure::content(std::size_t page) {
  if (owners_.size() <= page) owners_.resize(page + 1);
  const int number = static_cast<int>(owners_[page].size());
  owners_[page].push_back(open_);
  elements_[open_].kids.push_back({true, page, number});
  return number;
}

void Structure::drop_content(std::size_t page) {
  owners_[page].pop_back();
  elements_[open_].kids.pop_back();
}

}  // namespace mssp::pdf
