// Options that many commands share.
#pragma once

#include "cli/command.hpp"

namespace mssp::options {

inline cli::Option tenant(bool required = true) {
  return {.name = "tenant", .value = "SLUG", .help = "the tenant", .required = required, .offers = cli::Offers::tenants};
}

inline cli::Option tenant_or_all(bool required = true) {
  return {.name = "tenant", .value = "SLUG", .help = "the tenant, or all: every active tenant", .required = required,
          .offers = cli::Offers::tenants_or_all};
}

inline cli::Option email(bool required = true) {
  return {.name = "email", .value = "ADDRESS", .help = "the person's e-mail address", .required = required,
          .offers = cli::Offers::users};
}

inline cli::Option if_not_exists() {
  return {.name = "if-not-exists", .value = "", .help = "accept one that is there already, and leave it as it is"};
}

inline cli::Option file(bool required = true) {
  return {.name = "file", .value = "FILE", .help = "the file to read; - is standard input", .required = required,
          .offers = cli::Offers::files};
}

}  // namespace mssp::options
