// A finding as `finding show`, decisions and the audit trail tell it, and the option that names one.
#pragma once

#include "cli/command.hpp"
#include "finding/finding_store.hpp"
#include "render/value.hpp"

namespace mssp::finding {

render::Object describe(const Finding& finding);

cli::Option finding_option(bool required = true);

}  // namespace mssp::finding
