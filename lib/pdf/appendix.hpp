// Objects added behind a finished PDF file, as an update of it (ISO 32000-1, 7.5.6): packed and compressed in object
// streams. libharu writes each object plainly, and the structure tree of a tagged table has one for each cell: the tags
// of five hundred rows would weigh more than all the rest of the file.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace mssp::pdf {

class Appendix {
 public:
  using Id = int;

  explicit Appendix(Id first_free) : next_(first_free) {}

  Id reserve() { return next_++; }  // the number of an object that is put later
  // "<< ... >>" or "[ ... ]". An object of the file by that number is replaced. What is put one after another is
  // compressed together.
  void put(Id id, std::string text) { objects_.emplace_back(id, std::move(text)); }
  Id add(std::string text);

  // The whole: `file`, which ends with its cross-reference table, and the objects behind it. `trailer` is what a
  // trailer has to say: "/Root 1 0 R/Info 2 0 R". Code::failed without memory.
  std::string behind(std::string file, const std::string& trailer) const;

 private:
  Id next_;
  std::vector<std::pair<Id, std::string>> objects_;
};

std::string reference(Appendix::Id id);  // "12 0 R"

}  // namespace mssp::pdf
