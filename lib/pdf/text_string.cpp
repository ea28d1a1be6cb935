#include "pdf/text_string.hpp"

#include <fmt/format.h>

#include <iterator>

#include "pdf/clean_text.hpp"

namespace mssp::pdf {

std::string text_string(std::string_view utf8) {
  return "<FEFF" + hexadecimal(utf16be(clean(utf8).substr(0, longest_text))) + ">";
}

std::string hexadecimal(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char byte : bytes) fmt::format_to(std::back_inserter(out), "{:02X}", static_cast<unsigned char>(byte));
  return out;
}

}  // namespace mssp::pdf
