#include "base/error.hpp"

#include <array>
#include <utility>

namespace mssp {
namespace {

struct Row {
  Code code;
  int status;
  std::string_view name;
};

constexpr std::array rows{
    Row{Code::failed, 1, "failed"},
    Row{Code::usage, 2, "usage"},
    Row{Code::not_found, 3, "not_found"},
    Row{Code::conflict, 4, "conflict"},
    Row{Code::limit, 4, "limit"},
    Row{Code::invalid_input, 5, "invalid_input"},
    Row{Code::invalid_config, 5, "invalid_config"},
    Row{Code::busy, 6, "busy"},
    Row{Code::denied, 7, "denied"},
    Row{Code::interrupted, 130, "interrupted"},
};

const Row& row(Code code) {
  for (const Row& candidate : rows) {
    if (candidate.code == code) return candidate;
  }
  return rows.front();
}

}  // namespace

int exit_status(Code code) { return row(code).status; }

std::string_view name(Code code) { return row(code).name; }

Error::Error(Code code, std::string message, std::string hint)
    : code_(code), message_(std::move(message)), hint_(std::move(hint)) {}

}  // namespace mssp
