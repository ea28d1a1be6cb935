// The one gate through which text enters a document: whatever bytes come in, what comes out can be drawn on one line.
#pragma once

#include <string>
#include <string_view>

namespace mssp::pdf {

// Code points of hostile UTF-8. Line ends and tabs become spaces; other control characters and bytes that are not UTF-8
// become visible escapes (mssp::printable); joiners and variation selectors, which draw nothing, go; a letter followed
// by a combining mark becomes the composed letter where Unicode has one, because no mark positioning is done.
std::u32string clean(std::string_view utf8);

// Clean text in the order in which it stands on the page, from left to right: runs of Hebrew and Arabic letters, with
// what lies between them, are turned round. (The directions of numbers inside such a run are not resolved.)
std::u32string visual_order(std::u32string_view text);

// The same text as UTF-16, most significant byte first, without a byte order mark. Code points must be valid.
std::string utf16be(std::u32string_view text);

}  // namespace mssp::pdf
