// The option that names a service, and times in its tenant's zone.
#pragma once

#include <string_view>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "sla/moment.hpp"

namespace mssp::monitor {

inline cli::Option service_option() {
  return {.name = "service", .value = "NAME", .help = "the service, by the name it was added with", .required = true};
}

inline sla::Moment required_moment(const cli::Arguments& arguments, std::string_view option) {
  return sla::moment(arguments, option).value();
}

}  // namespace mssp::monitor
