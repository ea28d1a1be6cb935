// Everything the program touches outside its own memory, as a value: main.cpp builds the real one, tests their own.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "base/source.hpp"

namespace mssp::world {

// A stream of bytes. write() and flush() throw Error{failed} when the bytes could not be delivered ("no space left on
// device"), and BrokenPipe when the reader went away, which is not an error to report.
class Output {
 public:
  virtual ~Output() = default;
  virtual void write(std::string_view bytes) = 0;
  virtual void flush() = 0;
  virtual bool is_terminal() const = 0;
};

struct BrokenPipe {};

// Reads all of standard input, at most `limit` bytes; Error{invalid_input} when there is more.
using ReadInput = std::function<std::string(std::size_t limit)>;

// Who runs the program: `login` is the operating system's user, or the one who called sudo.
struct Person {
  std::string login;
  bool through_sudo = false;
};

struct World {
  Output& out;
  Output& err;
  ReadInput read_input;
  Source input;  // standard input in blocks
  std::function<std::string()> read_line;  // of standard input, without the newline; empty at its end
  bool input_is_terminal = false;
  std::size_t columns = 80;  // width of the terminal
  std::function<Instant()> now;
  std::map<std::string, std::string, std::less<>> environment;
  std::function<Person()> person;  // asked only by changes: looking a user up reads several files
  std::string host;
  std::filesystem::path program;  // this program's own file: its modules lie beside it
  std::filesystem::path root = "/";  // absolute paths of defaults and configuration lie under it

  // The value of an environment variable, empty when it is unset.
  std::string variable(std::string_view name) const;
  // A path as the user sees it, as a path to open: /etc/x is under the root, anything else is left alone.
  std::filesystem::path at(const std::filesystem::path& path) const;
};

}  // namespace mssp::world
