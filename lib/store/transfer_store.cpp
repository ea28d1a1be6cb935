#include "store/transfer_store.hpp"

#include <algorithm>
#include <numeric>

#include "base/error.hpp"
#include "base/text.hpp"
#include "db/migrate.hpp"

namespace mssp::store {
namespace {

constexpr std::string_view record_of_migrations = "schema_migration";

struct RolledBack {};

audit::Verdict require_whole(db::Connection& store, const std::string& which) {
  audit::Verdict verdict = audit::verify(store);
  if (!verdict.broken) return verdict;
  throw Error(Code::failed,
              "the audit trail of the " + which + " is broken at entry " + std::to_string(verdict.broken->number) + ": " +
                  verdict.broken->reason,
              "nothing was copied; 'synos-mssp store check' examines a store");
}

std::int64_t count(db::Connection& store, const std::string& table) {
  return store.run("SELECT count(*) FROM " + table).front().integer(0);
}

std::int64_t copy_table(db::Connection& from, db::Connection& to, const db::Connection::Table& table) {
  const std::string columns = join(table.columns, ", ");
  std::int64_t copied = 0;
  from.stream("SELECT " + columns + " FROM " + table.name, [&](const db::Rows& rows) {
    std::vector<db::Values> values;
    values.reserve(rows.size());
    for (const db::Row& row : rows) values.push_back(row.values());
    to.insert(table.name, columns, values);
    copied += static_cast<std::int64_t>(rows.size());
  });
  to.number_behind(table);
  if (const std::int64_t kept = count(to, table.name); kept != copied) {
    throw Error(Code::failed,
                "table '" + table.name + "' has " + counted(static_cast<std::size_t>(copied), "row") + ", of which " +
                    std::to_string(kept) + " arrived",
                "nothing was copied");
  }
  return copied;
}

void require_empty(db::Connection& store) {
  if (store.tables().empty()) return;
  throw Error(Code::conflict, "the destination is not empty", "name a new file, or a database without tables");
}

}  // namespace

std::int64_t Transferred::rows() const {
  return std::accumulate(tables.begin(), tables.end(), std::int64_t{0},
                         [](std::int64_t sum, const Table& table) { return sum + table.rows; });
}

Transferred transfer(db::Connection& from, db::Connection& to, Instant now, bool dry_run) {
  Transferred done;
  db::require_current(from);
  require_empty(to);
  from.consistently([&] {
    done.audit = require_whole(from, "source");
    try {
      to.atomically([&] {
        done.tables.clear();
        require_empty(to);  // behind the turn to write, too
        db::migrate(to, now);
        to.defer_references();
        for (const db::Connection::Table& table : to.tables()) {
          if (table.name == record_of_migrations) continue;
          done.tables.push_back({table.name, copy_table(from, to, table)});
        }
        to.settle_references();
        if (require_whole(to, "copy").last_hash != done.audit.last_hash) {
          throw Error(Code::failed, "the audit trail of the copy is not that of the source", "nothing was copied");
        }
        if (dry_run) throw RolledBack{};
      });
    } catch (const RolledBack&) {
    }
  });
  return done;
}

}  // namespace mssp::store
