// What is shown when a step is done: looked at, and reduced to what the store keeps of it.
#pragma once

#include <string>

#include "context.hpp"
#include "onboard/onboarding.hpp"

namespace mssp::onboard {

inline constexpr std::size_t largest_output = 64U << 10;  // bytes; a file may have any size, only its hash is kept

// "file:msa.pdf", "report:acme-corp/baseline/2025-09/1", "output:-", "ticket:T-12" in its two parts.
struct Shown {
  std::string kind;
  std::string value;
};
// --evidence; both parts are empty when it is absent. Error{usage}.
Shown shown_evidence(const cli::Arguments& arguments);

// Of a file its name, SHA-256 and size; of a command's output also the text, at most 64 KiB. A report must exist, be the
// tenant's, and be as it was made, figures and files; a ticket must be the tenant's. Errors say which.
Proof proof_of(Context& context, const Shown& shown, const std::string& tenant);

}  // namespace mssp::onboard
