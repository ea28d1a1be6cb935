// Gives any bytes to the readers of feeds: they may refuse them, and must keep what their headers promise.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/error.hpp"
#include "reader/feed.hpp"

namespace {

using namespace mssp;

void require(bool promise) {
  if (!promise) std::abort();
}

template <class Read>
void attempt(Read read) {
  try {
    read();
  } catch (const Error& error) {
    require(error.code() == Code::invalid_input);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const reader::Input input{"file", [bytes] { return from_text(bytes); }, ""};
  attempt([&] {
    reader::read_kev(input, [](const std::vector<finding::KnownExploited>& entries) {
      for (const auto& entry : entries) require(finding::is_cve(entry.cve) && entry.added_on.size() <= 10);
    });
  });
  attempt([&] {
    reader::read_epss(input, [](const std::vector<finding::ExploitScore>& scores) {
      for (const auto& score : scores) require(score.score >= 0 && score.score <= 100'000 && score.percentile >= 0 && score.percentile <= 100'000);
    });
  });
  return 0;
}
