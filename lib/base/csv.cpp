#include "base/csv.hpp"

#include "base/error.hpp"

namespace mssp {
namespace {

class Reader {
 public:
  Reader(std::string_view text, const std::string& file) : text_(text), file_(file) {
    if (text_.starts_with("\xef\xbb\xbf")) text_.remove_prefix(3);
  }

  std::vector<CsvRecord> records() {
    std::vector<CsvRecord> all;
    while (at_ < text_.size()) {
      CsvRecord record{line_, {}};
      do record.fields.push_back(text_.substr(at_, 1) == "\"" ? quoted() : plain());
      while (take(','));
      end_line();
      if (record.fields.size() > 1 || !record.fields[0].empty()) all.push_back(std::move(record));
    }
    return all;
  }

 private:
  bool take(char wanted) {
    if (at_ >= text_.size() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }

  void end_line() {
    if (at_ >= text_.size()) return;
    take('\r');
    if (!take('\n')) fail(line_, "a quoted field must end at a comma or at the end of the line");
    ++line_;
  }

  std::string plain() {
    const std::size_t end = std::min(text_.find_first_of(",\r\n", at_), text_.size());
    std::string field(text_.substr(at_, end - at_));
    if (field.find('"') != std::string::npos) fail(line_, "a quote inside a field that is not quoted");
    at_ = end;
    return field;
  }

  std::string quoted() {
    const std::size_t opened = line_;
    std::string field;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') {
        if (text_.substr(at_ + 1, 1) != "\"") {
          ++at_;
          return field;
        }
        ++at_;
      } else if (text_[at_] == '\n') {
        ++line_;
      }
      field += text_[at_];
    }
    fail(opened, "a quoted field is not closed");
  }

  [[noreturn]] void fail(std::size_t line, const char* what) const {
    throw Error(Code::invalid_input, file_ + ":" + std::to_string(line) + ": " + what);
  }

  std::string_view text_;
  const std::string& file_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

}  // namespace

std::vector<CsvRecord> read_csv(std::string_view text, const std::string& file) { return Reader(text, file).records(); }

}  // namespace mssp
