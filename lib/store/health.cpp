#include "store/health.hpp"

#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "db/migrate.hpp"
#include "db/sqlite.hpp"

namespace mssp::store {
Health examine(db::Connection& store) {
  Health health;
  health.findings = store.check();
  if (!health.findings.empty()) return health;
  health.version = db::version_of(store);
  if (health.version == 0) {
    // A first command that was cut off leaves an empty store, which the next one fills.
    if (!store.tables().empty()) health.findings.emplace_back("it holds tables but no version");
    return health;
  }
  if (health.version > db::newest_version()) {
    health.findings.push_back("it is of version " + std::to_string(health.version) + ", this program knows up to " +
                              std::to_string(db::newest_version()));
    return health;
  }
  for (std::string& finding : db::check_migrations(store)) health.findings.push_back(std::move(finding));
  health.audit = audit::verify(store);
  if (const auto& broken = health.audit.broken) {
    health.findings.push_back("audit entry " + std::to_string(broken->number) + ": " + broken->reason);
  }
  return health;
}

Health require_sound(const std::filesystem::path& file) {
  const std::string shown = printable(file.native());
  std::error_code failure;
  if (!std::filesystem::exists(file, failure)) throw Error(Code::not_found, "no file '" + shown + "'");
  if (!std::filesystem::is_regular_file(file, failure)) throw Error(Code::invalid_input, "'" + shown + "' is not a file");
  Health health;
  const auto refuse = [&](const std::string& why) -> void {
    throw Error(Code::invalid_input, "'" + shown + "' is not a sound store: " + why);
  };
  try {
    health = examine(*db::open_sqlite(file, db::Access::copy));
  } catch (const db::Damaged& error) {
    refuse(error.message());
  } catch (const db::Foreign&) {
    refuse("it is a database of another program");
  }
  if (!health.findings.empty()) refuse(health.findings.front());
  if (health.version == 0) refuse("it holds no tables");
  return health;
}

}  // namespace mssp::store
