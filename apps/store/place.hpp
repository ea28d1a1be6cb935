// What the commands that work on the store's file itself have in common.
#pragma once

#include <memory>
#include <string>

#include "context.hpp"
#include "db/connection.hpp"
#include "render/value.hpp"
#include "store/health.hpp"

namespace mssp::store {

// Error{not_found} when the store's file is missing.
void require_there(const Context::Place& place);

// Where the command's store is; fails like require_there.
Context::Place existing_store(Context& context);

// Opened to be read, whatever version it is of.
std::unique_ptr<db::Connection> open_to_read(const Context::Place& place);

// Error{usage} for a store that is no file, with what does the same for PostgreSQL.
void require_file(const Context::Place& place, const std::string& instead);

// "1 entry", "2 entries"
std::string entries_of(const audit::Verdict& verdict);

// "audit": {"checked", "last_hash"}
render::Member describe_audit(const audit::Verdict& verdict);

}  // namespace mssp::store
