#include "pdf/objects.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <iterator>

#include "base/error.hpp"
#include "pdf/clean_text.hpp"

namespace mssp::pdf {
namespace {

std::string deflated(std::string_view bytes, int level) {
  uLongf size = compressBound(static_cast<uLong>(bytes.size()));
  std::string out(size, '\0');
  const int status = compress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()),
                               static_cast<uLong>(bytes.size()), level);
  if (status != Z_OK) throw Error{Code::failed, "cannot write the PDF file: out of memory"};
  out.resize(size);
  return out;
}

std::string stream_text(std::string_view entries, std::string_view bytes, int level = Z_DEFAULT_COMPRESSION) {
  const std::string packed = deflated(bytes, level);
  return fmt::format("<</Filter/FlateDecode/Length {}{}>>\nstream\n", packed.size(), entries) + packed + "\nendstream";
}

// Where an object is (7.5.8.3): at an offset, or in an object stream at a position.
struct Place {
  int kind = 0;
  std::size_t where = 0;
  std::size_t position = 0;
};

void append_number(std::string& out, std::size_t value, int bytes) {
  for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xff);
}

}  // namespace

Objects::Id Objects::reserve() {
  objects_.emplace_back();
  return static_cast<Id>(objects_.size());
}

void Objects::put(Id id, std::string text) {
  const std::size_t number = static_cast<std::size_t>(id) - 1;
  objects_.at(number).text = std::move(text);
  order_.push_back(number);
}

Objects::Id Objects::add(std::string text) {
  const Id id = reserve();
  put(id, std::move(text));
  return id;
}

Objects::Id Objects::stream(std::string_view entries, std::string_view bytes) {
  objects_.push_back({stream_text(entries, bytes), true});
  return static_cast<Id>(objects_.size());
}

std::string Objects::file(Id catalog, Id info, std::string_view identifier) const {
  constexpr std::size_t most_in_stream = 300;
  std::string out = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";
  std::vector<Place> places(objects_.size() + 1);
  places[0].position = 65535;  // the head of the list of free objects
  const auto write = [&](std::size_t id, const std::string& text) {
    places[id] = {1, out.size(), 0};
    out += fmt::format("{} 0 obj\n", id) + text + "\nendobj\n";
  };

  std::string index;
  std::string packed;
  std::size_t count = 0;
  const auto flush = [&] {
    if (count == 0) return;
    places.emplace_back();
    write(places.size() - 1, stream_text(fmt::format("/Type/ObjStm/N {}/First {}", count, index.size()), index + packed, Z_BEST_COMPRESSION));
    index.clear();
    packed.clear();
    count = 0;
  };
  for (std::size_t i = 0; i < objects_.size(); ++i) {
    if (objects_[i].is_stream) write(i + 1, objects_[i].text);
  }
  for (const std::size_t i : order_) {
    // Its stream is the one that comes after all those known; flush() adds it.
    places[i + 1] = {2, places.size(), count++};
    index += fmt::format("{} {} ", i + 1, packed.size());
    packed += objects_[i].text + "\n";
    if (count == most_in_stream) flush();
  }
  flush();

  const std::size_t start = out.size();
  places.push_back({1, start, 0});
  // Each row is told by its difference to the one above (PNG's filter 2), which compresses to nearly nothing.
  std::string table;
  std::string above(7, '\0');
  for (const Place& place : places) {
    std::string row;
    append_number(row, static_cast<std::size_t>(place.kind), 1);
    append_number(row, place.where, 4);
    append_number(row, place.position, 2);
    table += '\x02';
    for (std::size_t i = 0; i < row.size(); ++i) table += static_cast<char>(row[i] - above[i]);
    above = std::move(row);
  }
  const std::string id = hexadecimal(identifier);
  const std::string entries = fmt::format("/Type/XRef/Size {}/W[1 4 2]/DecodeParms<</Predictor 12/Columns 7>>/Root {}/Info {}/ID[<{}><{}>]", places.size(),
                                          reference(catalog), reference(info), id, id);
  out += fmt::format("{} 0 obj\n", places.size() - 1) + stream_text(entries, table);
  out += fmt::format("\nendobj\nstartxref\n{}\n%%EOF\n", start);
  return out;
}

std::string reference(Objects::Id id) { return fmt::format("{} 0 R", id); }

std::string text_string(std::string_view utf8) {
  constexpr std::size_t longest = 400;
  return "<FEFF" + hexadecimal(utf16be(clean(utf8).substr(0, longest))) + ">";
}

std::string hexadecimal(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char byte : bytes) fmt::format_to(std::back_inserter(out), "{:02X}", static_cast<unsigned char>(byte));
  return out;
}

}  // namespace mssp::pdf
