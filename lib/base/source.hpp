// Bytes that come in blocks, so that a file of any size is read without being held.
#pragma once

#include <cstddef>
#include <functional>
#include <istream>
#include <string_view>

namespace mssp {

// Fills at most `size` bytes of `buffer` and returns how many; 0 is the end. May throw.
using Source = std::function<std::size_t(char* buffer, std::size_t size)>;

// Begins at the first byte with each call, for formats whose end says what their beginning means.
using Opening = std::function<Source()>;

Source from_text(std::string_view text);   // the text must outlive the source
Source from_stream(std::istream& stream);  // so must the stream; a read error throws Error{failed}

}  // namespace mssp
