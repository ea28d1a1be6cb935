// Streaming JSON for files that may be huge and hostile: only the parts that are wanted are held, one at a time.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.hpp"
#include "json/tree.hpp"

namespace mssp::json {

// Where a part stands: the indexes of the arrays around it, outermost first, and the line on which it ends, from 1.
struct Place {
  std::vector<std::size_t> indexes;
  std::size_t line = 1;
};

struct Limits {
  std::size_t depth = 256;
  std::size_t token_bytes = 16u << 20;  // of one text or number
  std::size_t part_bytes = 64u << 20;   // of texts and keys in one part
  std::size_t part_values = 1'000'000;
};

// Receives each part that is wanted, in the order of the file: `pattern` is the index of the path it has.
using Part = std::function<void(std::size_t pattern, const Place& place, Tree&& tree)>;

// Reads one document to its end and gives the parts at these paths: keys separated by '/', "*" for each element of an
// array, "" for the document itself ("runs/*/results/*"). Parts do not nest: inside of one nothing else is looked for.
// Returns for each path whether what holds its parts was there ("runs/*/results" was an array).
// Error{invalid_input} "FILE:LINE: ..." for what is not JSON or not UTF-8, a key twice in an object, a limit, and text
// after the document. What a callback throws passes unchanged.
std::vector<bool> read_parts(const Source& source, const std::string& file, const std::vector<std::string>& paths,
                             const Part& part, const Limits& limits = {});

// Reads documents that follow each other, one a line or not (JSON Lines), to the end.
void read_documents(const Source& source, const std::string& file, const Part& part, const Limits& limits = {});

}  // namespace mssp::json
