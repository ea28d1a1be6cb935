#include "reader/gunzip.hpp"

#include <zlib.h>

#include <array>
#include <memory>
#include <utility>

#include "base/error.hpp"

namespace mssp::reader {
namespace {

constexpr std::uint64_t harmless_bytes = std::uint64_t{64} << 20U;
constexpr std::uint64_t most_growth = 500;
constexpr int gzip_only = 16 + MAX_WBITS;  // as inflateInit2() asks for it

class Unpacker {
 public:
  Unpacker(Source packed, std::string file) : packed_(std::move(packed)), file_(std::move(file)) {
    if (inflateInit2(&stream_, gzip_only) != Z_OK) throw Error(Code::failed, "no memory to unpack '" + file_ + "'");
  }
  Unpacker(const Unpacker&) = delete;
  Unpacker& operator=(const Unpacker&) = delete;
  ~Unpacker() { inflateEnd(&stream_); }

  std::size_t read(char* buffer, std::size_t size) {
    stream_.next_out = reinterpret_cast<Bytef*>(buffer);
    stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(size, 1U << 20U));
    const uInt wanted = stream_.avail_out;
    while (stream_.avail_out == wanted && fill()) {
      if (between_) inflateReset(&stream_);
      between_ = false;
      const int state = inflate(&stream_, Z_NO_FLUSH);
      if (state == Z_STREAM_END) {
        between_ = true;
      } else if (state != Z_OK) {
        refuse("is damaged: it cannot be unpacked");
      }
    }
    const std::size_t got = wanted - stream_.avail_out;
    given_ += got;
    if (given_ > harmless_bytes && given_ / most_growth > taken_) refuse("grows more than 500 times when it is unpacked");
    if (got == 0 && !between_) refuse("is cut off: its packed data has no end");
    return got;
  }

 private:
  // Whether there are packed bytes; none are only at the end.
  bool fill() {
    if (stream_.avail_in > 0) return true;
    const std::size_t got = packed_(block_.data(), block_.size());
    taken_ += got;
    stream_.next_in = reinterpret_cast<Bytef*>(block_.data());
    stream_.avail_in = static_cast<uInt>(got);
    return got > 0;
  }

  [[noreturn]] void refuse(const std::string& why) const { throw Error(Code::invalid_input, "'" + file_ + "' " + why); }

  Source packed_;
  std::string file_;
  z_stream stream_{};
  std::array<char, 65536> block_{};
  bool between_ = false;  // a member has ended
  std::uint64_t taken_ = 0;
  std::uint64_t given_ = 0;
};

}  // namespace

bool is_gzip(std::string_view start) { return start.starts_with("\x1f\x8b"); }

Source gunzip(Source packed, std::string file) {
  const auto unpacker = std::make_shared<Unpacker>(std::move(packed), std::move(file));
  return [unpacker](char* buffer, std::size_t size) { return unpacker->read(buffer, size); };
}

}  // namespace mssp::reader
