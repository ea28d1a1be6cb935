#include "scan/asset_store.hpp"

#include <set>

#include "base/text.hpp"

namespace mssp::scan {
namespace {

constexpr std::size_t longest_hostname = 253;  // RFC 1035, section 2.3.4, without the root's dot

std::string hostname_of(const Host& host) {
  for (const std::string& hostname : host.hostnames) {
    if (!hostname.empty() && hostname.size() <= longest_hostname) return printable(hostname);
  }
  return {};
}

}  // namespace

std::vector<Asset> assets_up(const Report& report) {
  std::vector<Asset> assets;
  std::set<std::string_view> known;
  for (const Host& host : report.hosts) {
    if (host.status != HostStatus::up || host.address().empty() || !known.insert(host.address()).second) continue;
    assets.push_back({host.address(), hostname_of(host)});
  }
  return assets;
}

std::map<std::string, std::int64_t> asset_ids(db::Connection& store, const tenant::Tenant& tenant) {
  std::map<std::string, std::int64_t> ids;
  for (const db::Row& row : store.run("SELECT address, asset_id FROM asset WHERE tenant_id = $1", {tenant.id})) {
    ids.emplace(row.text(0), row.integer(1));
  }
  return ids;
}

void upsert_assets(db::Connection& store, const tenant::Tenant& tenant, const std::vector<Asset>& assets, Instant now) {
  store.run("CREATE TEMP TABLE IF NOT EXISTS staged_asset (address TEXT NOT NULL PRIMARY KEY, hostname TEXT NOT NULL)");
  store.run("DELETE FROM staged_asset");
  std::vector<db::Values> rows;
  rows.reserve(assets.size());
  for (const Asset& asset : assets) rows.push_back({asset.address, asset.hostname});
  store.insert("staged_asset", "address, hostname", rows);
  // WHERE: without it SQLite takes ON CONFLICT for a join.
  store.run(
      "INSERT INTO asset (tenant_id, address, hostname, first_seen, last_seen)"
      " SELECT cast($1 AS BIGINT), address, hostname, cast($2 AS BIGINT), cast($2 AS BIGINT) FROM staged_asset WHERE "
      "true"
      " ON CONFLICT (tenant_id, address) DO UPDATE SET last_seen = excluded.last_seen,"
      " hostname = CASE WHEN excluded.hostname = '' THEN asset.hostname ELSE excluded.hostname END",
      {tenant.id, epoch(now)});
}

}  // namespace mssp::scan
