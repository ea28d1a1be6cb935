// What report commands need to make reports.
#pragma once

#include "context.hpp"
#include "report/produce.hpp"

namespace mssp::report {

// Shows on a terminal how far a long run has come, or a line for each report with --verbose.
Workshop workshop(Context& context);

// The addresses of --email, which may be repeated or hold a list; Error{usage}.
std::vector<std::string> recipients(const cli::Arguments& arguments);

// The formats of --format, or of another option; pdf when none is given; Error{usage}.
std::vector<std::string> formats_of(const cli::Arguments& arguments, const std::string& option = "format");
cli::Option format_option();

// --verbose: a line on standard error for each report as it is made.
cli::Option verbose_option();

// Makes the reports, keeps what was made in the audit trail, and tells in notes of each and of what failed.
std::vector<Outcome> make(Context& context, db::Connection& store, Workshop& workshop, const std::vector<Order>& orders);
void tell(Context& context, const std::vector<Outcome>& outcomes, const std::vector<Order>& orders, bool each);

}  // namespace mssp::report
