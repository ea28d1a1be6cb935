// What SQLSTATE says, in words for a user (PostgreSQL's manual, appendix A).
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "db/postgres_connection.hpp"
#include "db/sqlite.hpp"

namespace mssp::db {
namespace {

std::string field(const PGresult* result, int code) {
  const char* text = libpq().error_field(result, code);
  return text == nullptr ? "" : text;
}

}  // namespace

void fail(const PGresult* result) {
  const std::string state = field(result, PG_DIAG_SQLSTATE);
  const std::string message = field(result, PG_DIAG_MESSAGE_PRIMARY);
  const auto is = [&](std::string_view code) { return state == code; };
  const auto of_class = [&](std::string_view code) { return state.starts_with(code); };
  // Two first migrations at once meet in the catalog.
  const bool in_catalog = is("42P07") || is("42710") || (is("23505") && field(result, PG_DIAG_SCHEMA_NAME) == "pg_catalog");
  if (is("40001") || is("40P01") || in_catalog) throw Overtaken{};
  if (of_class("23")) {
    const auto other = is("23503") ? Violation::Kind::foreign_key : Violation::Kind::check;
    throw Violation{is("23505") ? Violation::Kind::unique : other, message};
  }
  if (is("55P03") || is("57014")) {
    throw Error(Code::busy, "the store is in use by another command", "try again when it has ended");
  }
  if (is("53100")) throw NoSpace(Code::failed, "the store cannot grow: no space left on the server's disk", "nothing was changed");
  if (is("53300") || of_class("57P") || of_class("53")) {
    throw Error(Code::busy, "the server of the store takes no more work now", "try again");
  }
  if (is("25006")) {
    throw Error(Code::denied, "the server takes no changes: it is a standby, or set to read only",
                "name the primary, or add target_session_attrs=read-write to the address");
  }
  if (is("22023") && message.find(tool_role) != std::string::npos) {
    throw Error(Code::conflict, "the database holds no store yet", "run 'synos-mssp store migrate' as its owner");
  }
  if (is("42501")) {
    if (message.find("to set role") != std::string::npos) {
      throw Error(Code::denied, "the login is no member of the role '" + std::string(tool_role) + "'",
                  "let an administrator run: GRANT " + std::string(tool_role) + " TO the login");
    }
    throw Error(Code::denied, "no right to do this in the store", "'synos-mssp store migrate', run by its owner, grants what is needed");
  }
  if (is("42P01") && message.find("lease") != std::string::npos) {
    throw Error(Code::conflict, "the database holds no store yet", "run 'synos-mssp store migrate' as its owner");
  }
  if (is("22021") || is("22P05")) throw Error(Code::invalid_input, "a text is not valid UTF-8, which PostgreSQL cannot keep");
  if (of_class("XX0") || of_class("58")) {
    throw Damaged(Code::failed, "the server cannot read or write the store's files", "its log says why");
  }
  throw std::logic_error("database: " + state + " " + message);
}

}  // namespace mssp::db
