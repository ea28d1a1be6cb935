// Streaming XML for scanner exports that may be huge and hostile. The only user of expat.
//
// One pass, constant memory: the reader holds one chunk of 64 KiB and the token in progress. A document may carry a
// DOCTYPE (nmap writes one), but declarations of entities or attribute lists inside it are refused, and nothing outside
// the document is ever read: without entities there is no "billion laughs" and no file disclosure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/source.hpp"

namespace mssp::scan {

using mssp::from_stream;
using mssp::from_text;
using mssp::Source;

// Where something stands in a file: both count from 1, columns in characters as expat counts them.
struct Position {
  std::size_t line = 1;
  std::size_t column = 1;
};

// Where the parser is, worked out when it is asked for: nearly no element asks, and counting lines takes time. Valid
// during the callback only.
class Here {
 public:
  Here() = default;  // at the beginning
  explicit Here(void* parser) : parser_(parser) {}
  operator Position() const;

 private:
  void* parser_ = nullptr;
};

// Error{invalid_input, "FILE:LINE:COLUMN: message"}.
Error malformed(std::string_view file, Position at, std::string_view message, std::string hint = {});

// The attributes of one element; views are valid during the callback only. Values are valid UTF-8.
class Attributes {
 public:
  explicit Attributes(const char* const* pairs) : pairs_(pairs) {}
  std::optional<std::string_view> get(std::string_view name) const;
  std::string text(std::string_view name) const;  // empty when absent
  template <class Action>
  void each(Action action) const {
    for (const char* const* pair = pairs_; *pair != nullptr; pair += 2) {
      action(std::string_view(pair[0]), std::string_view(pair[1]));
    }
  }

 private:
  const char* const* pairs_;
};

// Receives the document in order. Text may arrive in pieces. Exceptions pass through parse_xml unchanged.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void start(std::string_view name, const Attributes& attributes, const Here& at) = 0;
  virtual void end(std::string_view name, const Here& at) = 0;
  virtual void text(std::string_view piece) = 0;
};

struct XmlLimits {
  std::size_t depth = 256;
  std::size_t attribute_bytes = 4u << 20;  // one attribute value
  std::size_t text_bytes = 4u << 20;       // text between two tags
  std::size_t token_bytes = 16u << 20;     // one tag, comment or processing instruction
  std::size_t elements = 50'000'000;
};

// How a document ended. Not complete: the input stopped before the root element was closed, at `at`.
struct XmlEnding {
  bool complete = false;
  Position at;
  std::size_t elements = 0;
  std::size_t bytes = 0;
};

// Reads `source` to its end; `file` names it in errors. Anything else than an early end throws Error{invalid_input}:
// what is not well-formed (which includes bytes that are not of the declared encoding), what breaks a limit, and the
// declarations named above.
XmlEnding parse_xml(const Source& source, std::string_view file, XmlHandler& handler, const XmlLimits& limits = {});

}  // namespace mssp::scan
