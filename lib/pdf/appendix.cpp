#include "pdf/appendix.hpp"

#include <fmt/format.h>

#include <map>
#include <string_view>

#include "pdf/deflate.hpp"

namespace mssp::pdf {
namespace {

std::string stream_text(const std::string& entries, std::string_view bytes) {
  const std::string packed = deflated(bytes);
  return fmt::format("<</Filter/FlateDecode/Length {}{}>>\nstream\n", packed.size(), entries) + packed + "\nendstream";
}

// Where an object is (7.5.8.3): at an offset, or in an object stream at a position.
struct Place {
  std::size_t kind = 0;
  std::size_t where = 0;
  std::size_t position = 0;
};

void append_number(std::string& out, std::size_t value, int bytes) {
  for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xff);
}

// Each row is told by its difference to the one above (PNG's filter 2), which compresses to nearly nothing.
std::string rows_of(const std::map<Appendix::Id, Place>& places) {
  std::string table;
  std::string above(7, '\0');
  for (const auto& [id, place] : places) {
    std::string row;
    append_number(row, place.kind, 1);
    append_number(row, place.where, 4);
    append_number(row, place.position, 2);
    table += '\x02';
    for (std::size_t i = 0; i < row.size(); ++i) table += static_cast<char>(row[i] - above[i]);
    above = std::move(row);
  }
  return table;
}

// Runs of numbers that follow each other: the first, and how many.
std::string sections_of(const std::map<Appendix::Id, Place>& places) {
  std::string out;
  for (auto at = places.begin(); at != places.end();) {
    const Appendix::Id first = at->first;
    Appendix::Id next = first;
    while (at != places.end() && at->first == next) ++at, ++next;
    out += fmt::format("{} {} ", first, next - first);
  }
  return out;
}

}  // namespace

Appendix::Id Appendix::add(std::string text) {
  const Id id = reserve();
  put(id, std::move(text));
  return id;
}

std::string Appendix::behind(std::string file, const std::string& trailer) const {
  constexpr std::size_t most_in_stream = 2000;
  const std::size_t told = file.rfind("startxref");
  const std::string before = file.substr(told + 10, file.find('\n', told + 10) - told - 10);
  std::map<Id, Place> places;
  Id next = next_;
  std::string index;
  std::string packed;
  std::size_t count = 0;
  const auto flush = [&] {
    if (count == 0) return;
    places[next] = {1, file.size(), 0};
    const std::string entries = fmt::format("/Type/ObjStm/N {}/First {}", count, index.size());
    file += fmt::format("{} 0 obj\n", next++) + stream_text(entries, index + packed) + "\nendobj\n";
    index.clear();
    packed.clear();
    count = 0;
  };
  for (const auto& [id, text] : objects_) {
    places[id] = {2, static_cast<std::size_t>(next), count++};
    index += fmt::format("{} {} ", id, packed.size());
    packed += text + "\n";
    if (count == most_in_stream) flush();
  }
  flush();
  const std::size_t start = file.size();
  places[next] = {1, start, 0};
  const std::string entries =
      fmt::format("/Type/XRef/Size {}/Prev {}/Index[{}]/W[1 4 2]/DecodeParms<</Predictor 12/Columns 7>>{}", next + 1,
                  before, sections_of(places), trailer);
  file += fmt::format("{} 0 obj\n", next) + stream_text(entries, rows_of(places)) +
          fmt::format("\nendobj\nstartxref\n{}\n%%EOF\n", start);
  return file;
}

std::string reference(Appendix::Id id) {
  return fmt::format("{} 0 R", id);
}

}  // namespace mssp::pdf
