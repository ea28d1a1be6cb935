// How mail leaves, from mssp.yml.
#pragma once

#include "context.hpp"
#include "mail/wire.hpp"

namespace mssp::mail {

// Error{invalid_config} when mssp.yml does not say how mail leaves, or from whom.
Transport transport_of(Context& context, const std::filesystem::path& journal);

}  // namespace mssp::mail
