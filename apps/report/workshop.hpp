// What report commands need to make reports.
#pragma once

#include "context.hpp"
#include "report/produce.hpp"

namespace mssp::report {

Workshop workshop(Context& context);

// The addresses of --email, which may be repeated or hold a list; Error{usage}.
std::vector<std::string> recipients(const cli::Arguments& arguments);

}  // namespace mssp::report
