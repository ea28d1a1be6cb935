// The one exception of the program, and the table that gives each kind of failure its exit status and JSON name.
#pragma once

#include <exception>
#include <string>
#include <string_view>

namespace mssp {

enum class Code {
  failed,         // could not be done: disk full, I/O error, an external program failed
  usage,          // the command line is wrong
  not_found,      // a named object does not exist
  conflict,       // it exists already, or its state forbids the change
  limit,          // a seat or tier limit refuses the change
  invalid_input,  // an input file is malformed
  invalid_config, // a configuration file is malformed
  busy,           // the store is in use; trying again may help
  denied,         // the user may not do this
  interrupted,    // SIGINT arrived
};

// The exit status of cli.md for a failure.
int exit_status(Code code);

// The stable snake_case word for a failure, as in {"error":{"code":"not_found"}}.
std::string_view name(Code code);

// Thrown anywhere, caught in apps/run.cpp only. `message` is one line, lower case, without a full stop, subjects in
// single quotes; `hint` (may be empty) is a second line that says what to do.
class Error : public std::exception {
 public:
  Error(Code code, std::string message, std::string hint = {});

  Code code() const { return code_; }
  const std::string& message() const { return message_; }
  const std::string& hint() const { return hint_; }
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  Code code_;
  std::string message_;
  std::string hint_;
};

}  // namespace mssp
