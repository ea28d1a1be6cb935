#include "base/csv_table.hpp"

#include <algorithm>

#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace mssp {

void refuse_key(const std::string& file, std::size_t line, const std::string& key, const std::vector<std::string>& keys) {
  const std::string hint = did_you_mean(key, keys);
  throw Error(Code::invalid_input, file + ":" + std::to_string(line) + ": unknown key '" + printable(key) + "'",
              hint.empty() ? "known are " + join(keys, ", ") : hint);
}

std::vector<CsvLine> read_csv_table(std::string_view text, const std::string& file, const std::vector<std::string>& keys,
                                    LineMistakes& mistakes) {
  std::vector<CsvRecord> records = read_csv(text, file);
  std::vector<CsvLine> lines;
  if (records.empty()) return lines;
  std::vector<std::size_t> columns;
  for (const std::string& heading : records.front().fields) {
    const std::string key = lower_ascii(trim(heading));
    const auto found = std::find(keys.begin(), keys.end(), key);
    if (found == keys.end()) refuse_key(file, records.front().line, key, keys);
    const auto index = static_cast<std::size_t>(found - keys.begin());
    if (std::find(columns.begin(), columns.end(), index) != columns.end()) {
      throw Error(Code::invalid_input,
                  file + ":" + std::to_string(records.front().line) + ": column '" + key + "' is given twice");
    }
    columns.push_back(index);
  }
  lines.reserve(records.size());
  for (std::size_t i = 1; i < records.size(); ++i) {
    CsvRecord& record = records[i];
    if (record.fields.size() != columns.size()) {
      mistakes.add(record.line, std::to_string(record.fields.size()) + " fields where the header has " +
                                    std::to_string(columns.size()));
      continue;
    }
    CsvLine& line = lines.emplace_back(CsvLine{record.line, std::vector<std::string>(keys.size())});
    for (std::size_t c = 0; c < columns.size(); ++c) line.values[columns[c]] = std::move(record.fields[c]);
  }
  return lines;
}

}  // namespace mssp
