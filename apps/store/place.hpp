// What the commands that work on the store's file itself have in common.
#pragma once

#include <filesystem>

#include "context.hpp"
#include "render/value.hpp"
#include "store/health.hpp"

namespace mssp::store {

// Error{not_found} when there is no store yet.
std::filesystem::path existing_store(Context& context);

// "audit": {"checked", "last_hash"}
render::Member describe_audit(const audit::Verdict& verdict);

}  // namespace mssp::store
