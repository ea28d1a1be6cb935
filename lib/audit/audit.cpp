#include "audit/audit.hpp"

#include <algorithm>
#include <array>

#include "base/sha256.hpp"

namespace mssp::audit {
namespace {

const std::string no_hash(64, '0');

constexpr auto columns =
    "number, at, login, staff, command, reason, tenant, object, state_before, state_after, previous_hash, hash";

std::array<const std::string*, 8> texts_of(const Entry& entry) {
  return {&entry.actor.login,   &entry.actor.staff,   &entry.actor.command, &entry.actor.reason,
          &entry.change.tenant, &entry.change.object, &entry.change.before, &entry.change.after};
}

Entry entry_of(const db::Row& row) {
  return {.number = row.integer(0),
          .actor = {.login = row.text(2),
                    .staff = row.text(3),
                    .command = row.text(4),
                    .reason = row.text(5),
                    .at = instant(row.integer(1))},
          .change = {.tenant = row.text(6), .object = row.text(7), .before = row.text(8), .after = row.text(9)},
          .previous_hash = row.text(10),
          .hash = row.text(11)};
}

// In the order of `columns`. An import writes thousands, and a list in braces would copy each text twice.
db::Values values_of(const Entry& entry) {
  db::Values values;
  values.reserve(12);
  values.emplace_back(entry.number);
  values.emplace_back(epoch(entry.actor.at));
  for (const std::string* text : texts_of(entry)) values.emplace_back(*text);
  values.emplace_back(entry.previous_hash);
  values.emplace_back(entry.hash);
  return values;
}

std::optional<Break> wrong(const Entry& entry, std::int64_t number, const std::string& previous_hash) {
  if (entry.number != number) return Break{number, "the entry is missing"};
  if (entry.previous_hash != previous_hash) return Break{number, "it does not follow the entry before it"};
  if (entry.hash != hash_of(entry)) return Break{number, "its content was changed after it was written"};
  return std::nullopt;
}

}  // namespace

std::string hash_of(const Entry& entry) {
  std::string bytes;
  bytes.reserve(512);
  const auto field = [&](const std::string& text) {
    bytes += std::to_string(text.size());
    bytes += ':';
    bytes += text;
  };
  field(entry.previous_hash);
  field(std::to_string(entry.number));
  field(std::to_string(epoch(entry.actor.at)));
  for (const std::string* text : texts_of(entry)) field(*text);
  return sha256_hex(bytes);
}

void record(db::Connection& store, const Actor& actor, const std::vector<Change>& changes) {
  if (changes.empty()) return;
  const db::Rows last = store.run("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1");
  Entry entry{last.empty() ? 0 : last.front().integer(0), actor, {}, last.empty() ? no_hash : last.front().text(1), {}};
  constexpr std::size_t most = 1000;  // more at once would only touch fresh memory
  std::vector<db::Values> rows;
  rows.reserve(std::min(changes.size(), most));
  for (const Change& change : changes) {
    ++entry.number;
    entry.change = change;
    entry.hash = hash_of(entry);
    rows.push_back(values_of(entry));
    entry.previous_hash = entry.hash;
    if (rows.size() < most) continue;
    store.insert("audit", columns, rows);
    rows.clear();
  }
  store.insert("audit", columns, rows);
}

std::vector<Entry> list(db::Connection& store, const Filter& filter) {
  const auto since = filter.since ? std::optional(epoch(*filter.since)) : std::nullopt;
  const db::Rows rows = store.run(
      "SELECT " + std::string(columns) +
          " FROM audit WHERE (cast($1 AS TEXT) IS NULL OR tenant = $1) AND (cast($2 AS TEXT) IS NULL OR login = $2)"
          " AND (cast($3 AS BIGINT) IS NULL OR at >= $3) ORDER BY number DESC LIMIT $4",
      {db::or_null(filter.tenant), db::or_null(filter.login), db::or_null(since), filter.newest.value_or(INT64_MAX)});
  std::vector<Entry> entries;
  entries.reserve(rows.size());
  std::transform(rows.rbegin(), rows.rend(), std::back_inserter(entries), entry_of);
  return entries;
}

Verdict verify(db::Connection& store) {
  constexpr std::int64_t page = 5000;  // a trail of years must not have to fit into memory
  Verdict verdict{.checked = 0, .last_hash = no_hash, .broken = {}};
  for (;;) {
    const db::Rows rows = store.run("SELECT " + std::string(columns) + " FROM audit WHERE number > $1 ORDER BY number LIMIT $2",
                                    {verdict.checked, page});
    for (const db::Row& row : rows) {
      const Entry entry = entry_of(row);
      verdict.broken = wrong(entry, verdict.checked + 1, verdict.last_hash);
      if (verdict.broken) return verdict;
      ++verdict.checked;
      verdict.last_hash = entry.hash;
    }
    if (rows.size() < static_cast<std::size_t>(page)) return verdict;
  }
}

}  // namespace mssp::audit
