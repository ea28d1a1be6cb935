#include "report/brand_store.hpp"

#include "base/base64.hpp"
#include "base/error.hpp"

namespace mssp::report {

Brand brand(db::Connection& store, std::int64_t tenant_id) {
  const db::Rows rows = store.run("SELECT colour, logo_sha256 FROM report_brand WHERE tenant_id = $1 ORDER BY set_at DESC LIMIT 1", {tenant_id});
  if (rows.empty()) return {};
  Brand found{{}, rows.front().text(1)};
  if (const auto colour = rows.front().optional_integer(0)) found.colour = static_cast<std::uint32_t>(*colour);
  return found;
}

void put(db::Connection& store, std::int64_t tenant_id, const Brand& brand, Instant now) {
  std::optional<std::int64_t> colour;
  if (brand.colour) colour = *brand.colour;
  store.run("INSERT INTO report_brand (tenant_id, set_at, colour, logo_sha256) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (tenant_id, set_at) DO UPDATE SET colour = excluded.colour, logo_sha256 = excluded.logo_sha256",
            {tenant_id, epoch(now), db::or_null(colour), brand.logo_sha256});
}

void insert_logo(db::Connection& store, std::int64_t tenant_id, const std::string& sha256, const std::string& png) {
  store.run("INSERT INTO report_logo (tenant_id, sha256, png) VALUES ($1, $2, $3) ON CONFLICT (tenant_id, sha256) DO NOTHING",
            {tenant_id, sha256, base64(png)});
}

std::string logo(db::Connection& store, std::int64_t tenant_id, const std::string& sha256) {
  if (sha256.empty()) return {};
  const db::Rows rows = store.run("SELECT png FROM report_logo WHERE tenant_id = $1 AND sha256 = $2", {tenant_id, sha256});
  const auto png = rows.empty() ? std::nullopt : parse_base64(rows.front().text(0));
  if (!png) throw Error(Code::failed, "the logo " + sha256.substr(0, 12) + " of a report is lost", "set it again with 'report brand'");
  return *png;
}

}  // namespace mssp::report
