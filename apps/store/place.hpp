// What the commands that work on the store's file itself have in common.
#pragma once

#include <filesystem>
#include <string>

#include "context.hpp"
#include "render/value.hpp"
#include "store/health.hpp"

namespace mssp::store {

// Error{not_found} when there is no store yet.
std::filesystem::path existing_store(Context& context);

// "1 entry", "2 entries"
std::string entries_of(const audit::Verdict& verdict);

// "audit": {"checked", "last_hash"}
render::Member describe_audit(const audit::Verdict& verdict);

}  // namespace mssp::store
