#include "reader/readable.hpp"

#include <array>
#include <memory>
#include <utility>

#include "reader/gunzip.hpp"

namespace mssp::reader {
namespace {

enum class Encoding { bytes, little, big };

Encoding encoding_of(std::string_view start) {
  if (start.starts_with("\xff\xfe")) return Encoding::little;
  return start.starts_with("\xfe\xff") ? Encoding::big : Encoding::bytes;
}

// Turns UTF-16 into UTF-8 as it comes. Half a pair becomes U+FFFD, as the Unicode Standard, 3.9, has it.
class Utf16 {
 public:
  explicit Utf16(Encoding encoding) : big_(encoding == Encoding::big) {}

  void add(std::string_view bytes, std::string& out) {
    for (const char byte : bytes) {
      const auto value = static_cast<unsigned char>(byte);
      if (!half_) {
        first_ = value;
        half_ = true;
        continue;
      }
      half_ = false;
      unit(big_ ? first_ * 256U + value : value * 256U + first_, out);
    }
  }

 private:
  void unit(unsigned code, std::string& out) {
    const bool low = code >= 0xdc00 && code < 0xe000;
    if (high_ != 0 && low) {
      append(0x10000 + ((high_ - 0xd800) << 10U) + (code - 0xdc00), out);
      high_ = 0;
      return;
    }
    if (high_ != 0) append(replacement, out);
    high_ = code >= 0xd800 && code < 0xdc00 ? code : 0;
    if (high_ == 0 && code != byte_order_mark) append(low ? replacement : code, out);
  }

  static void append(unsigned code, std::string& out) {
    const auto put = [&](unsigned value) { out += static_cast<char>(static_cast<unsigned char>(value)); };
    if (code < 0x80) return put(code);
    if (code < 0x800) {
      put(0xc0 | (code >> 6U));
    } else if (code < 0x10000) {
      put(0xe0 | (code >> 12U));
      put(0x80 | ((code >> 6U) & 0x3fU));
    } else {
      put(0xf0 | (code >> 18U));
      put(0x80 | ((code >> 12U) & 0x3fU));
      put(0x80 | ((code >> 6U) & 0x3fU));
    }
    put(0x80 | (code & 0x3fU));
  }

  static constexpr unsigned replacement = 0xfffd;
  static constexpr unsigned byte_order_mark = 0xfeff;
  bool big_;
  bool half_ = false;
  unsigned first_ = 0;
  unsigned high_ = 0;  // the first half of a pair
};

std::string first_bytes(const Source& source, std::size_t wanted) {
  std::string start(wanted, '\0');
  std::size_t filled = 0;
  while (filled < wanted) {
    const std::size_t got = source(start.data() + filled, wanted - filled);
    if (got == 0) break;
    filled += got;
  }
  start.resize(filled);
  return start;
}

Source utf8_of(Source source, Encoding encoding) {
  struct State {
    Utf16 converter;
    std::string held = {};
    std::size_t at = 0;
    std::array<char, 16384> block = {};
  };
  const auto state = std::make_shared<State>(State{Utf16(encoding)});
  return [source = std::move(source), state](char* buffer, std::size_t size) {
    while (state->at == state->held.size()) {
      const std::size_t got = source(state->block.data(), state->block.size());
      if (got == 0) return std::size_t{0};
      state->held.clear();
      state->at = 0;
      state->converter.add({state->block.data(), got}, state->held);
    }
    const std::size_t taken = state->held.copy(buffer, size, state->at);
    state->at += taken;
    return taken;
  };
}

}  // namespace

Opening readable(Opening opening, std::string file) {
  return [opening = std::move(opening), file = std::move(file)]() -> Source {
    const bool packed = is_gzip(first_bytes(opening(), 2));
    const auto plain = [&] { return packed ? gunzip(opening(), file) : opening(); };
    const std::string start = first_bytes(plain(), 256);
    const Encoding encoding = encoding_of(start);
    if (encoding == Encoding::bytes || plain_start(start).starts_with('<')) return plain();
    return utf8_of(plain(), encoding);
  };
}

std::string plain_start(std::string start) {
  if (start.starts_with("\xef\xbb\xbf")) start.erase(0, 3);
  const Encoding encoding = encoding_of(start);
  if (encoding == Encoding::bytes) return start;
  std::string text;
  Utf16(encoding).add(start, text);
  return text;
}

}  // namespace mssp::reader
