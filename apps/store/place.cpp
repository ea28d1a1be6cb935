#include "store/place.hpp"

#include <filesystem>
#include <system_error>

#include "base/error.hpp"
#include "base/text.hpp"
#include "db/postgres.hpp"
#include "db/sqlite.hpp"

namespace mssp::store {

void require_there(const Context::Place& place) {
  std::error_code failure;
  if (place.in_postgres() || std::filesystem::exists(place.path, failure)) return;
  throw Error(Code::not_found, "there is no store at '" + printable(place.shown()) + "'",
              "'synos-mssp config show' says where the place comes from");
}

Context::Place existing_store(Context& context) {
  Context::Place place = context.store_place();
  require_there(place);
  return place;
}

std::unique_ptr<db::Connection> open_to_read(const Context::Place& place) {
  if (place.in_postgres()) return db::open_postgres(place.url);
  return db::open_sqlite(place.path, db::Access::read);
}

void require_file(const Context::Place& place, const std::string& instead) {
  if (!place.in_postgres()) return;
  throw Error(Code::usage, "the store '" + printable(place.url) + "' is in PostgreSQL, which has its own tools for that", instead);
}

std::string entries_of(const audit::Verdict& verdict) {
  return counted(static_cast<std::size_t>(verdict.checked), "entry", "entries");
}

render::Member describe_audit(const audit::Verdict& verdict) {
  return {"audit", render::Object{{{"checked", verdict.checked}, {"last_hash", verdict.last_hash}}}};
}

}  // namespace mssp::store
