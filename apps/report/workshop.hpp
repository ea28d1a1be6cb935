// What report commands need to make reports.
#pragma once

#include "context.hpp"
#include "report/produce.hpp"

namespace mssp::report {

Workshop workshop(Context& context);

// The addresses of --email, which may be repeated or hold a list; Error{usage}.
std::vector<std::string> recipients(const cli::Arguments& arguments);

// "1 report", "3 reports"
std::string counted(std::size_t count, const std::string& one);

}  // namespace mssp::report
