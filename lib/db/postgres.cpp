#include "db/postgres.hpp"

#include <array>
#include <memory>
#include <string>

#include "base/error.hpp"
#include "base/secret.hpp"
#include "base/text.hpp"
#include "db/postgres_connection.hpp"

namespace mssp::db {
namespace {

constexpr int oldest_server = 150000;

using Options = std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)>;

bool is_set(const PQconninfoOption* options, std::string_view keyword) {
  for (; options != nullptr && options->keyword != nullptr; ++options) {
    if (options->keyword == keyword) return options->val != nullptr && *options->val != '\0';
  }
  return false;
}

// One line without the words that libpq puts in front.
std::string reason_of(PGconn* handle) {
  std::string text(trim(libpq().message(handle)));
  for (char& c : text) {
    if (c == '\n' || c == '\t') c = ' ';
  }
  return text;
}

}  // namespace

bool is_postgres(std::string_view url) { return url.starts_with("postgresql://") || url.starts_with("postgres://"); }

void require_no_secret(std::string_view url) {
  if (!holds_password(url)) return;
  throw Error(Code::usage, "the address of the store holds a password, which other users of this machine can see",
              "put it into ~/.pgpass (mode 0600), or name a file with passfile=FILE or PGPASSFILE");
}

ServerHandle connect(const std::string& url) {
  const Libpq& pq = libpq();
  char* mistake = nullptr;
  const Options given(pq.parse(url.c_str(), &mistake), pq.free_options);
  if (!given) {
    pq.free_memory(mistake);
    throw Error(Code::usage, "not an address of PostgreSQL: '" + printable(url) + "'",
                "write postgresql://HOST/DATABASE, postgresql:///DATABASE or postgresql://?service=NAME");
  }
  const Options defaults(pq.defaults(), pq.free_options);
  // libpq waits for a host that does not answer as long as the system does, which is minutes.
  const bool patient = is_set(given.get(), "connect_timeout") || is_set(given.get(), "service") || is_set(defaults.get(), "connect_timeout");
  const std::array<const char*, 5> names{"dbname", "client_encoding", "fallback_application_name", patient ? nullptr : "connect_timeout", nullptr};
  const std::array<const char*, 5> values{url.c_str(), "UTF8", "synos-mssp", "10", nullptr};
  ServerHandle handle(pq.connect(names.data(), values.data(), 1));
  if (pq.status(handle.get()) == CONNECTION_OK) {
    pq.receive_notices(handle.get(), [](void*, const PGresult*) {}, nullptr);
    if (pq.server_version(handle.get()) < oldest_server) {
      throw Error(Code::failed, "the server of the store is older than PostgreSQL 15", "update it");
    }
    const char* encoding = pq.parameter(handle.get(), "server_encoding");
    if (encoding != nullptr && std::string_view(encoding) != "UTF8") {
      throw Error(Code::failed, "the database keeps text as " + printable(encoding) + ", a store needs UTF8",
                  "make one with ENCODING 'UTF8' TEMPLATE template0; see synos-mssp-postgresql(7)");
    }
    return handle;
  }
  const std::string reason = reason_of(handle.get());
  if (pq.needs_password(handle.get()) != 0) {
    throw Error(Code::denied, "the server of the store asks for a password",
                "put it into ~/.pgpass (mode 0600), or name a file with passfile=FILE or PGPASSFILE");
  }
  // FATAL is the server's word for what it refuses; anything else is no answer from it.
  const bool refused = reason.find("FATAL:") != std::string::npos || pq.used_password(handle.get()) != 0;
  throw Error(refused ? Code::denied : Code::busy, "no connection to the store: " + reason,
              refused ? "see synos-mssp-postgresql(7) for what a login needs" : "try again when its server answers");
}

std::unique_ptr<Connection> open_postgres(const std::string& url) { return std::make_unique<Postgres>(url, Rights::tool); }

std::unique_ptr<Connection> open_postgres_as_owner(const std::string& url) {
  return std::make_unique<Postgres>(url, Rights::owner);
}

}  // namespace mssp::db
