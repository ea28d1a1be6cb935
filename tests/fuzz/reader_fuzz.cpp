// Gives any bytes to the readers of one scanner: they may refuse them, and must keep what their headers promise.
#include <cstdlib>
#include <cstdint>
#include <string_view>

#include "base/error.hpp"
#include "base/text.hpp"
#include "reader/readable.hpp"
#include "reader/reader.hpp"

namespace {

using namespace mssp;

void require(bool promise) {
  if (!promise) std::abort();
}

struct Checked : finding::Sink {
  void asset(finding::AssetSeen asset) override {
    require(!asset.address.empty() && asset.address.size() <= 300 && valid_utf8(asset.address) && !has_control(asset.address));
    require(valid_utf8(asset.hostname) && !has_control(asset.hostname));
  }
  void draft(finding::Draft draft) override {
    require(!draft.identity.asset.empty() && !draft.identity.source.empty());
    require(draft.title.size() <= 200 && valid_utf8(draft.title) && !has_control(draft.title));
    require(draft.description.size() <= 8000 && valid_utf8(draft.description));
    require(draft.identity.rule.size() <= 500 && valid_utf8(draft.identity.rule) && !has_control(draft.identity.rule));
    require(draft.identity.component.size() <= 500 && valid_utf8(draft.identity.component));
    require(!draft.identity.port || (*draft.identity.port >= 0 && *draft.identity.port <= 65535));
    for (const auto& cve : draft.cves) require(finding::is_cve(cve));
  }
  void problem(std::string) override {}
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Checked sink;
  try {
    const reader::Input input{"file", reader::readable([bytes] { return from_text(bytes); }, "file"), ""};
    static_cast<void>(reader::detect(input, MSSP_SCANNER).read(input, sink));
  } catch (const Error& error) {
    require(error.code() == Code::invalid_input);
  }
  return 0;
}
