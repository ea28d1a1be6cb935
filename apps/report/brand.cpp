#include "base/error.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "report/brand_store.hpp"
#include "report/commands.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::report {
namespace {

struct Options {
  std::string tenant;
  std::optional<std::string> logo;
  bool no_logo = false;
  std::optional<std::uint32_t> colour;
};

constexpr std::size_t largest_logo = 1U << 20;
constexpr std::string_view png_signature = "\x89PNG\r\n\x1a\n";  // ISO 15948, 5.2

std::optional<std::uint32_t> parse_colour(std::string_view text) {
  if (text.starts_with('#')) text.remove_prefix(1);
  if (text.size() != 6) return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : lower_ascii(text)) {
    const std::size_t digit = std::string_view("0123456789abcdef").find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    value = value * 16 + static_cast<std::uint32_t>(digit);
  }
  return value;
}

Options read(const cli::Arguments& arguments) {
  Options options{*arguments.slug("tenant"), arguments.optional_text("logo"), arguments.has("no-logo"), {}};
  if (const auto given = arguments.optional_text("colour")) {
    options.colour = parse_colour(*given);
    if (!options.colour) cli::refuse("colour", "six hexadecimal digits such as 1b365d", *given);
  }
  if (options.logo && options.no_logo) throw Error(Code::usage, "--logo and --no-logo exclude each other");
  if (!options.logo && !options.no_logo && !options.colour) throw Error(Code::usage, "nothing to set", "give --logo, --no-logo or --colour");
  return options;
}

render::Object describe(const std::string& tenant, const Brand& brand) {
  render::Value colour;
  if (brand.colour) {
    std::string digits;
    for (int shift = 20; shift >= 0; shift -= 4) digits += "0123456789abcdef"[*brand.colour >> shift & 15U];
    colour = digits;
  }
  return {{{"tenant", tenant}, {"colour", colour}, {"logo_sha256", brand.logo_sha256.empty() ? render::Value() : render::Value(brand.logo_sha256)}}};
}

render::Result run(Context& context, const Options& options) {
  std::string png;
  if (options.logo) {
    png = context.input(*options.logo, largest_logo);
    if (!png.starts_with(png_signature)) throw Error(Code::invalid_input, "'" + printable(*options.logo) + "' is not a PNG file");
  }
  Brand now;
  const bool changed = context.change([&](db::Connection& store) {
    const tenant::Tenant tenant = tenant::get(store, options.tenant);
    tenant::require_open(tenant);
    const Brand before = brand(store, tenant.id);
    now = before;
    if (options.colour) now.colour = options.colour;
    if (options.no_logo) now.logo_sha256.clear();
    if (options.logo) {
      now.logo_sha256 = sha256_hex(png);
      insert_logo(store, tenant.id, now.logo_sha256, png);
    }
    if (now.colour == before.colour && now.logo_sha256 == before.logo_sha256) return false;
    put(store, tenant.id, now, context.now());
    context.audit({{tenant.slug, "report brand", render::json_line(describe(tenant.slug, before)), render::json_line(describe(tenant.slug, now))}});
    return true;
  });
  return context.changed((changed ? "set the look of the reports of tenant '" : "the look is so already: tenant '") + options.tenant + "'",
                         describe(options.tenant, now), changed);
}

}  // namespace

cli::Command brand_command() {
  return {.path = "report brand",
          .summary = "set the colour and logo of a customer's reports",
          .details = "Reports made before keep the look they were made with. A logo that cannot be shown is told of when a report "
                     "is made, and left out.",
          .examples = {"synos-mssp report brand --tenant acme-corp --colour 7a1f3d", "synos-mssp report brand --tenant acme-corp --logo acme.png"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(),
                      {.name = "logo", .value = "FILE", .help = "a PNG file of at most 1 MB and 2000 by 2000 points", .offers = cli::Offers::files},
                      {.name = "no-logo", .value = "", .help = "show no logo any more"},
                      {.name = "colour", .value = "RRGGBB", .help = "of the title, as hexadecimal digits"}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::report
