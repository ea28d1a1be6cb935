#include "config/problems.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace mssp::config {

void Problems::add(Place place, std::string message, std::string hint) {
  ++count_;
  if (problems_.size() < most_kept) problems_.push_back({place, std::move(message), std::move(hint)});
}

std::string Problems::origin(Place place) const { return fmt::format("{}:{}", file_, place.line); }

std::vector<Error> Problems::errors() const {
  std::vector<Problem> sorted = problems_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Problem& a, const Problem& b) { return a.place < b.place; });
  std::vector<Error> out;
  for (const Problem& problem : sorted) {
    out.emplace_back(Code::invalid_config,
                     fmt::format("{}:{}:{}: {}", file_, problem.place.line, problem.place.column, problem.message),
                     problem.hint);
  }
  return out;
}

void Problems::throw_first() const {
  if (empty()) return;
  const Error first = errors().front();
  if (count_ == 1) throw first;
  const std::string more = fmt::format("{} more mistake{}: see 'config check'", count_ - 1, count_ == 2 ? "" : "s");
  throw Error(first.code(), first.message(), first.hint().empty() ? more : first.hint() + "; " + more);
}

std::string shown(std::string_view text) {
  constexpr std::size_t longest = 60;
  if (text.size() <= longest) return printable(text);
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // not inside a character
  return printable(text.substr(0, end)) + "...";
}

}  // namespace mssp::config
