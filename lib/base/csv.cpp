#include "base/csv.hpp"

#include "base/error.hpp"

namespace mssp {
namespace {

constexpr int ended = -1;

}  // namespace

CsvStream::CsvStream(Source source, std::string file, const CsvForm& form)
    : source_(std::move(source)), file_(std::move(file)), form_(form) {}

int CsvStream::peek() {
  if (at_ == filled_) {
    at_ = 0;
    filled_ = source_(block_.data(), block_.size());
    if (filled_ == 0) return ended;
  }
  return static_cast<unsigned char>(block_[at_]);
}

int CsvStream::take() {
  const int c = peek();
  if (c != ended) ++at_;
  if (c == '\n') ++line_;
  return c;
}

void CsvStream::fail(std::size_t line, const std::string& what) const {
  throw Error(Code::invalid_input, file_ + ":" + std::to_string(line) + ": " + what);
}

void CsvStream::append(std::string& field, char c) const {
  field += c;
  if (field.size() > form_.field_bytes) fail(line_, "a field of more than " + std::to_string(form_.field_bytes) + " bytes");
}

void CsvStream::read_quoted(std::string& field, std::size_t line) {
  for (;;) {
    const int c = take();
    if (c == ended) fail(line, "a quoted field is not closed");
    if (c == '"') {
      if (peek() != '"') return;
      take();
    }
    append(field, static_cast<char>(c));
  }
}

void CsvStream::read_field(std::string& field, std::size_t line) {
  if (peek() == '"') {
    take();
    read_quoted(field, line_);
    const int next = peek();
    if (next == ended || next == form_.separator || next == '\n' || next == '\r') return;
    if (!form_.lenient) fail(line_, "a quoted field must end at a comma or at the end of the line");
  }
  for (;;) {
    const int next = peek();
    if (next == ended || next == form_.separator || next == '\n' || next == '\r') return;
    if (next == '"' && !form_.lenient) fail(line, "a quote inside a field that is not quoted");
    append(field, static_cast<char>(take()));
  }
}

bool CsvStream::read_record(CsvRecord& record) {
  if (!started_) {
    started_ = true;
    for (const int mark : {0xef, 0xbb, 0xbf}) {
      if (peek() == mark) take();
    }
  }
  if (peek() == ended) return false;
  record.line = line_;
  record.fields.clear();
  for (;;) {
    if (record.fields.size() == form_.fields) fail(line_, "more than " + std::to_string(form_.fields) + " fields");
    record.fields.emplace_back();
    read_field(record.fields.back(), record.line);
    if (peek() != form_.separator) break;
    take();
  }
  // A carriage return alone ends a line too.
  const int first = take();
  if (first == '\r') {
    if (peek() == '\n') {
      take();
    } else if (!form_.lenient && peek() != ended) {
      fail(line_, "a carriage return must stand before a newline");
    }
  }
  newline_ = first != ended;
  return true;
}

bool CsvStream::next(CsvRecord& record) {
  while (read_record(record)) {
    if (record.fields.size() > 1 || !record.fields.front().empty()) return true;
  }
  return false;
}

std::vector<CsvRecord> read_csv(std::string_view text, const std::string& file) {
  CsvStream stream(from_text(text), file);
  std::vector<CsvRecord> all;
  for (CsvRecord record; stream.next(record);) all.push_back(record);
  return all;
}

}  // namespace mssp
