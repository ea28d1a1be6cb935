#include "tenant/import.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "tenant/commands.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::tenant {
namespace {

constexpr std::size_t largest_file = std::size_t{256} << 20U;

struct Options {
  std::string file;
};

Options read(const cli::Arguments& arguments) { return {arguments.text("file")}; }

render::Result run(Context& context, const Options& options) {
  const std::string text = context.input(options.file, largest_file);
  const auto tiers = config::load_tiers(context.folder());
  const std::string zone = context.settings().organization.timezone;
  const std::string shown = printable(options.file == "-" ? "standard input" : options.file);
  const std::size_t count = context.change([&](db::Connection& store) {
    auto imported = read_import(text, shown, tiers, all_slugs(store), zone, context.now());
    // In the order of the indexes they go into: appending to a tree is several times cheaper than scattering over it.
    std::sort(imported.begin(), imported.end(),
              [](const Imported& a, const Imported& b) { return a.tenant.slug < b.tenant.slug; });
    std::vector<Tenant> tenants;
    std::vector<audit::Change> changes;
    tenants.reserve(imported.size());
    changes.reserve(imported.size());
    for (Imported& item : imported) {
      changes.push_back({item.tenant.slug, "tenant " + item.tenant.slug, "", render::json_line(describe(item.tenant))});
      tenants.push_back(std::move(item.tenant));
    }
    insert(store, tenants);
    context.audit(changes);
    return tenants.size();
  });
  return context.changed("imported " + counted(count, "tenant"),
                         {{{"file", options.file}, {"created", count}}});
}

}  // namespace

cli::Command import_command() {
  return {.path = "tenant import",
          .summary = "add many customers from a file, all or none",
          .details = "The file is CSV with a header line, or JSON Lines. Columns or keys are name, tier, seats and, if "
                     "wanted, slug, status, timezone and contact. Every mistake is told with its line; while there is "
                     "one, nothing is imported.",
          .examples = {"synos-mssp tenant import --file customers.csv",
                       "synos-mssp tenant import --file customers.jsonl --dry-run"},
          .needs = {.store = true, .writes = true},
          .options = {options::file()},
          .takes_file = true,
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::tenant
