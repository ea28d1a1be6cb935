// An asset as the answers and the audit trail show it.
#pragma once

#include <string_view>

#include "cli/command.hpp"
#include "render/value.hpp"
#include "scan/asset_store.hpp"

namespace mssp::asset {

render::Object describe(const scan::Asset& asset);
cli::Option asset_option();

// Error{usage} when it is no tag: 1 to 64 of a-z, 0-9, '.', '_' and '-', beginning with a letter.
std::string checked_tag(std::string_view given);

}  // namespace mssp::asset
