#include "base/source.hpp"

#include "base/error.hpp"

namespace mssp {

Source from_text(std::string_view text) {
  return [text](char* buffer, std::size_t size) mutable {
    const std::size_t taken = text.copy(buffer, size);
    text.remove_prefix(taken);
    return taken;
  };
}

Source from_stream(std::istream& stream) {
  return [&stream](char* buffer, std::size_t size) {
    stream.read(buffer, static_cast<std::streamsize>(size));
    if (stream.bad()) throw Error(Code::failed, "the input could not be read to its end");
    return static_cast<std::size_t>(stream.gcount());
  };
}

}  // namespace mssp
