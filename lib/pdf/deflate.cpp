#include "pdf/deflate.hpp"

#include <zlib.h>

#include "base/error.hpp"

namespace mssp::pdf {

std::string deflated(std::string_view bytes) {
  uLongf size = compressBound(static_cast<uLong>(bytes.size()));
  std::string packed(size, '\0');
  const int status =
      compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()),
                static_cast<uLong>(bytes.size()), Z_BEST_COMPRESSION);
  if (status != Z_OK) throw Error{Code::failed, "cannot write the PDF file: out of memory"};
  packed.resize(size);
  return packed;
}

}  // namespace mssp::pdf
