#include "base/line_mistakes.hpp"

#include "base/error.hpp"

namespace mssp {
namespace {

constexpr std::size_t most_shown = 20;

}  // namespace

void LineMistakes::add(std::size_t line, const std::string& what) {
  if (++count_ <= most_shown) text_ += (text_.empty() ? "" : "\n") + file_ + ":" + std::to_string(line) + ": " + what;
}

void LineMistakes::throw_if_any() const {
  if (count_ == 0) return;
  const std::string more = count_ > most_shown ? std::to_string(count_ - most_shown) + " more mistakes; " : "";
  throw Error(Code::invalid_input, text_, more + "nothing was imported");
}

}  // namespace mssp
