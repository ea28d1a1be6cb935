#include "base/error.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "tenant/commands.hpp"
#include "tenant/handover_store.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::tenant {
namespace {

constexpr std::size_t largest_file = std::size_t{1} << 30U;

struct ExportOptions {
  std::string tenant;
};

ExportOptions read_export(const cli::Arguments& arguments) { return {*arguments.slug("tenant")}; }

render::Result run_export(Context& context, const ExportOptions& options) {
  const std::string bytes = context.change([&](db::Connection& store) {
    const Tenant tenant = get(store, options.tenant);
    if (tenant.status == Status::purged) require_open(tenant);
    std::string text = render::json_line(export_of(store, tenant, context.now())) + "\n";
    const Export made{sha256_hex(text), context.world().person().login};
    remember_export(store, tenant, made);
    context.audit({{tenant.slug, "export of tenant " + tenant.slug, "", "{\"sha256\":\"" + made.sha256 + "\"}"}});
    return text;
  });
  render::Result result;
  result.answer = render::Document{bytes};
  result.notes = {"exported tenant '" + options.tenant + "', SHA-256 " + sha256_hex(bytes)};
  return result;
}

struct PurgeOptions {
  std::string tenant;
  std::string file;
};

PurgeOptions read_purge(const cli::Arguments& arguments) {
  PurgeOptions options{*arguments.slug("tenant"), arguments.text("export")};
  const std::string confirmed = arguments.text("confirm");
  if (confirmed != options.tenant) cli::refuse("confirm", "the slug of the tenant once more", confirmed);
  return options;
}

render::Result run_purge(Context& context, const PurgeOptions& options) {
  const std::string sha256 = sha256_hex(context.input(options.file, largest_file));
  std::int64_t deleted = 0;
  const Tenant tenant = context.change([&](db::Connection& store) {
    const Tenant before = get(store, options.tenant);
    static_cast<void>(edge_for(before, "purge"));
    require_export(store, before, sha256, context.world().person().login);
    deleted = purge(store, before, context.now());
    Tenant after = get(store, options.tenant);
    context.audit({{after.slug, "tenant " + after.slug, render::json_line(describe(before)), render::json_line(describe(after))}});
    return after;
  });
  const std::filesystem::path reports = context.reports_folder() / tenant.slug;
  std::error_code failure;
  if (!context.dry_run()) std::filesystem::remove_all(reports, failure);
  if (failure) context.note("its report files could not be deleted: " + reports.native());
  return context.changed("purged tenant '" + tenant.slug + "': " + counted(static_cast<std::size_t>(deleted), "row") + " and its report files deleted",
                         describe(tenant));
}

}  // namespace

cli::Command export_command() {
  return {.path = "tenant export",
          .summary = "hand over everything the store holds of a customer",
          .details = "One JSON document on standard output, or in the file of --output: the customer, its users, and "
                     "every row of every table. Its checksum is kept: 'tenant purge' asks for this very file.",
          .examples = {"synos-mssp tenant export --tenant acme-corp --output acme-corp.json"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant()},
          .formats = {},
          .prepare = cli::steps(read_export, run_export)};
}

cli::Command purge() {
  return {.path = "tenant purge",
          .summary = "delete everything the store holds of an archived customer",
          .details = "Takes an archived tenant, the file of its last export, and another person than the one who made "
                     "the export. The audit trail stays, and the slug is not given again.",
          .examples = {"synos-mssp tenant purge --tenant acme-corp --confirm acme-corp --export acme-corp.json"},
          .needs = {.store = true, .writes = true, .destructive = true},
          .options = {options::tenant(),
                      {.name = "confirm", .value = "SLUG", .help = "the tenant's slug once more", .required = true},
                      {.name = "export", .value = "FILE", .help = "the file of 'tenant export'", .required = true,
                       .offers = cli::Offers::files}},
          .prepare = cli::steps(read_purge, run_purge)};
}

}  // namespace mssp::tenant
