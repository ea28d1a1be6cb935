#include "scan/asset_store.hpp"

#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "base/text.hpp"

namespace mssp::scan {
namespace {

void stage(db::Connection& store, const std::vector<NewAsset>& assets) {
  store.run("CREATE TEMP TABLE IF NOT EXISTS listed_asset (address TEXT NOT NULL PRIMARY KEY, hostname TEXT NOT NULL)");
  store.run("CREATE TEMP TABLE IF NOT EXISTS listed_tag (address TEXT NOT NULL, tag TEXT NOT NULL)");
  store.run("DELETE FROM listed_asset");
  store.run("DELETE FROM listed_tag");
  std::vector<db::Values> rows;
  std::vector<db::Values> tags;
  for (const NewAsset& asset : assets) {
    rows.push_back({asset.address, asset.hostname});
    for (const std::string& tag : asset.tags) tags.push_back({asset.address, tag});
  }
  store.insert("listed_asset", "address, hostname", rows);
  store.insert("listed_tag", "address, tag", tags);
}

std::int64_t unknown(db::Connection& store, const tenant::Tenant& tenant) {
  return store
      .run("SELECT count(*) FROM listed_asset l WHERE NOT EXISTS"
           " (SELECT 1 FROM asset a WHERE a.tenant_id = $1 AND a.address = l.address)",
           {tenant.id})
      .front()
      .integer(0);
}

}  // namespace

std::vector<Asset> assets(db::Connection& store, const AssetFilter& filter) {
  std::vector<Asset> all;
  std::map<std::int64_t, std::size_t> places;
  for (const db::Row& row :
       store.run("SELECT a.asset_id, t.slug, a.address, a.hostname, a.first_seen, a.last_seen, coalesce(f.open, 0),"
                 " coalesce(f.critical, 0) FROM asset a JOIN tenant t ON t.tenant_id = a.tenant_id LEFT JOIN"
                 " (SELECT asset_id, count(*) AS open, cast(sum(CASE WHEN severity = 'critical' THEN 1 ELSE 0 END) AS"
                 " BIGINT) AS critical FROM finding WHERE state = 'open' GROUP BY asset_id) f ON f.asset_id = a.asset_id"
                 " WHERE (t.slug = $1 OR ($1 = 'all' AND t.status = 'active'))"
                 " AND a.address = coalesce(cast($2 AS TEXT), a.address)"
                 " AND (cast($3 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM asset_tag g WHERE g.tenant_id = a.tenant_id"
                 " AND g.asset_id = a.asset_id AND g.tag = $3)) ORDER BY t.slug, a.address",
                 {filter.tenant, db::or_null(filter.address), db::or_null(filter.tag)})) {
    places.emplace(row.integer(0), all.size());
    all.push_back({.id = row.integer(0),
                   .tenant = row.text(1),
                   .address = row.text(2),
                   .hostname = row.text(3),
                   .first_seen = instant(row.integer(4)),
                   .last_seen = instant(row.integer(5)),
                   .tags = {},
                   .open = row.integer(6),
                   .critical = row.integer(7)});
  }
  for (const db::Row& row :
       store.run("SELECT g.asset_id, g.tag FROM asset_tag g JOIN tenant t ON t.tenant_id = g.tenant_id"
                 " WHERE t.slug = $1 OR ($1 = 'all' AND t.status = 'active') ORDER BY g.asset_id, g.tag",
                 {filter.tenant})) {
    const auto place = places.find(row.integer(0));
    if (place != places.end()) all[place->second].tags.push_back(row.text(1));
  }
  return all;
}

Asset asset(db::Connection& store, const std::string& tenant, const std::string& address) {
  auto found = assets(store, {.tenant = tenant, .address = address, .tag = std::nullopt});
  if (!found.empty()) return std::move(found.front());
  throw Error(Code::not_found, "tenant '" + tenant + "' has no asset '" + printable(address) + "'",
              "'synos-mssp asset list --tenant " + tenant + "' shows them");
}

std::int64_t unknown_assets(db::Connection& store, const tenant::Tenant& tenant, const std::vector<NewAsset>& assets) {
  stage(store, assets);
  return unknown(store, tenant);
}

std::int64_t add_assets(db::Connection& store, const tenant::Tenant& tenant, const std::vector<NewAsset>& assets,
                        Instant now) {
  stage(store, assets);
  const std::int64_t added = unknown(store, tenant);
  // WHERE: without it SQLite takes ON CONFLICT for a join.
  store.run(
      "INSERT INTO asset (tenant_id, address, hostname, first_seen, last_seen)"
      " SELECT cast($1 AS BIGINT), address, hostname, cast($2 AS BIGINT), cast($2 AS BIGINT) FROM listed_asset"
      " WHERE true ON CONFLICT (tenant_id, address) DO UPDATE SET"
      " hostname = CASE WHEN excluded.hostname = '' THEN asset.hostname ELSE excluded.hostname END",
      {tenant.id, epoch(now)});
  store.run(
      "INSERT INTO asset_tag (tenant_id, asset_id, tag) SELECT a.tenant_id, a.asset_id, l.tag"
      " FROM listed_tag l JOIN asset a ON a.address = l.address WHERE a.tenant_id = $1"
      " ON CONFLICT (tenant_id, asset_id, tag) DO NOTHING",
      {tenant.id});
  return added;
}

bool add_tag(db::Connection& store, const tenant::Tenant& tenant, const Asset& asset, const std::string& tag) {
  if (std::find(asset.tags.begin(), asset.tags.end(), tag) != asset.tags.end()) return false;
  store.insert("asset_tag", "tenant_id, asset_id, tag", {{tenant.id, asset.id, tag}});
  return true;
}

bool remove_tag(db::Connection& store, const tenant::Tenant& tenant, const Asset& asset, const std::string& tag) {
  if (std::find(asset.tags.begin(), asset.tags.end(), tag) == asset.tags.end()) return false;
  store.run("DELETE FROM asset_tag WHERE tenant_id = $1 AND asset_id = $2 AND tag = $3", {tenant.id, asset.id, tag});
  return true;
}

}  // namespace mssp::scan
