// CSV files whose first line names their columns.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/line_mistakes.hpp"

namespace mssp {

struct CsvLine {
  std::size_t number = 0;
  std::vector<std::string> values;  // in the order of the keys asked for; empty when the file has no such column
};

// The lines behind the header, whose columns may come in any order and case and be left out. Error{invalid_input}
// "FILE:LINE: ..." for a column that is unknown or given twice, and what read_csv() throws; a line of another width
// is a mistake.
std::vector<CsvLine> read_csv_table(std::string_view text, const std::string& file, const std::vector<std::string>& keys,
                                    LineMistakes& mistakes);

// Error{invalid_input} "FILE:LINE: unknown key 'x'" with the nearest of the keys.
[[noreturn]] void refuse_key(const std::string& file, std::size_t line, const std::string& key,
                             const std::vector<std::string>& keys);

}  // namespace mssp
