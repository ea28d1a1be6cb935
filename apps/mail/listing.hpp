// The outbox as a list, for `mail list` and `report outbox`.
#pragma once

#include "context.hpp"
#include "mail/outbox_store.hpp"

namespace mssp::mail {

// Error{not_found} when there is no such tenant.
render::List listing(Context& context, const Filter& filter);

// --mail M-17, and its number; Error{usage}.
cli::Option mail_option(bool repeatable = false);
std::int64_t number_of(const std::string& given);

}  // namespace mssp::mail
