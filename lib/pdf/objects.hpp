// Writes the objects of a PDF 1.7 file (ISO 32000-1, 7.5): streams, and everything else packed and compressed in object
// streams. The structure tree of a tagged table has an object for each cell; written plainly, as libharu does, the tags
// of five hundred rows would weigh more than all the rest of the file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mssp::pdf {

class Objects {
 public:
  using Id = int;

  Id reserve();  // the number of an object that is put later
  // "<< ... >>" or "[ ... ]". What is put one after another is compressed together.
  void put(Id id, std::string text);
  Id add(std::string text);
  // `entries` are those of its dictionary besides length and filter. Code::failed when memory runs out.
  Id stream(std::string_view entries, std::string_view bytes);

  // The bytes of the file. `identifier` are 16 bytes.
  std::string file(Id catalog, Id info, std::string_view identifier) const;

 private:
  struct Object {
    std::string text;
    bool is_stream = false;
  };
  std::vector<Object> objects_;  // object 1 first
  std::vector<std::size_t> order_;  // of those that are packed: as they were put
};

std::string reference(Objects::Id id);           // "12 0 R"
std::string text_string(std::string_view utf8);  // any language, as UTF-16 in hexadecimal; at most 400 characters
std::string hexadecimal(std::string_view bytes);

}  // namespace mssp::pdf
