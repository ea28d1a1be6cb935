// What a command answers, independent of the format it is shown in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/instant.hpp"
#include "base/parse.hpp"

namespace mssp::render {

class Value;
struct Member;
using Array = std::vector<Value>;
// Keys keep the order in which they were given.
struct Object {
  std::vector<Member> members;
};

// One value of an answer. JSON shows instants as RFC 3339 UTC, durations as integer seconds, percentages as numbers,
// nothing as null; tables show durations as 1h30m and nothing as "-".
class Value {
 public:
  using Content = std::variant<std::nullptr_t, bool, std::int64_t, std::string, Instant, Seconds, Percent, Array, Object>;

  Value(std::nullptr_t = nullptr);
  Value(bool value);
  Value(std::int64_t value);
  Value(int value);
  Value(std::size_t value);
  Value(std::string value);
  Value(const char* value);
  Value(std::string_view value);
  Value(Instant value);
  Value(Seconds value);
  Value(Percent value);
  Value(Array value);
  Value(Object value);
  template <class T>
  Value(const std::optional<T>& value);

  const Content& content() const { return content_; }

 private:
  Content content_;
};

struct Member {
  std::string key;
  Value value;
};

// Here, because a value can hold members, and only now these are complete.
inline Value::Value(std::nullptr_t) {}
inline Value::Value(bool value) : content_(value) {}
inline Value::Value(std::int64_t value) : content_(value) {}
inline Value::Value(int value) : content_(std::int64_t{value}) {}
inline Value::Value(std::size_t value) : content_(static_cast<std::int64_t>(value)) {}
inline Value::Value(std::string value) : content_(std::move(value)) {}
inline Value::Value(const char* value) : content_(std::string(value)) {}
inline Value::Value(std::string_view value) : content_(std::string(value)) {}
inline Value::Value(Instant value) : content_(value) {}
inline Value::Value(Seconds value) : content_(value) {}
inline Value::Value(Percent value) : content_(value) {}
inline Value::Value(Array value) : content_(std::move(value)) {}
inline Value::Value(Object value) : content_(std::move(value)) {}
template <class T>
Value::Value(const std::optional<T>& value) {
  if (value) *this = Value(*value);
}

enum class Align { left, right };

// One key of every row of a list. `title` heads the column of a table; empty means that tables leave it out.
struct Column {
  std::string key;
  std::string title;
  Align align = Align::left;
};

// One row, its values moved in: an initializer list would copy every text.
template <class... T>
std::vector<Value> row(T&&... values) {
  std::vector<Value> all;
  all.reserve(sizeof...(values));
  (all.emplace_back(std::forward<T>(values)), ...);
  return all;
}

struct List {
  std::vector<Column> columns;
  std::vector<std::vector<Value>> rows = {};  // each as wide as columns
  std::string when_empty = {};                // what a table says instead: "no tenants yet"
};

// A show or a change: one object. A table of it is the list of its keys, or `lines` when they are given; that of a
// change is empty, because its note has said everything.
struct Record {
  Object object;
  std::vector<std::string> lines = {};
  bool change = false;
};

// A finished document, written as it is.
struct Document {
  std::string bytes;
};

struct Result {
  std::variant<std::monostate, List, Record, Document> answer;
  std::vector<std::string> notes = {};  // for stderr: what was done, without a full stop
  int status = 0;                  // 10 or 11 for a check that found something
};

}  // namespace mssp::render
