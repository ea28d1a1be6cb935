#include "scan/intake.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/sha256.hpp"
#include "base/text.hpp"
#include "finding/settle.hpp"
#include "reader/readable.hpp"
#include "reader/reader.hpp"
#include "render/json.hpp"
#include "scan/scope_store.hpp"
#include "tenant/tenant_store.hpp"
#include "tenant/tier.hpp"

namespace mssp::scan {
namespace {

constexpr std::size_t problems_told = 5;

std::string sum_of(const Opening& opening) {
  const Source source = opening();
  Sha256 sum;
  std::array<char, 65536> block{};
  while (const std::size_t got = source(block.data(), block.size())) sum.add({block.data(), got});
  return sum.hex();
}

// Lets through what a result may tell of.
class Gate : public finding::Sink {
 public:
  using Check = std::function<void(const std::string& address)>;
  Gate(finding::Sink& inner, const Check& check) : inner_(inner), check_(check) {}
  void asset(finding::AssetSeen asset) override {
    check_(asset.address);
    inner_.asset(std::move(asset));
  }
  void draft(finding::Draft draft) override { inner_.draft(std::move(draft)); }
  void problem(std::string what) override { inner_.problem(std::move(what)); }

 private:
  finding::Sink& inner_;
  const Check& check_;
};

}  // namespace

finding::Import open_result(const ResultFile& file) {
  const reader::Input input{.name = printable(file.name), .open = reader::readable(file.open, printable(file.name)), .asset = file.asset};
  const reader::Format& format = reader::detect(input, file.scanner);
  return {.file = file.name,
          .scanner = std::string(format.scanner),
          .sha256 = sum_of(file.open),
          .read = [input, &format](finding::Sink& sink) { return format.read(input, sink); },
          .accept_coverage = file.accept_coverage,
          .again = file.again};
}

finding::Imported keep_result(Context& context, db::Connection& store, const std::string& tenant_slug,
                              const std::vector<config::Tier>& tiers, const config::Remediation& days,
                              const finding::Import& import, Instant now,
                              const std::function<void(const std::string& address)>& check) {
  const tenant::Tenant tenant = tenant::get(store, tenant_slug);
  const std::vector<Scope> known = scopes_of(store, tenant);
  const Gate::Check permitted = [&](const std::string& address) {
    if (check) check(address);
    require_in_scope(tenant.slug, known, {address});
  };
  finding::Import gated = import;
  gated.read = [&](finding::Sink& sink) {
    Gate gate(sink, permitted);
    return import.read(gate);
  };
  auto done = finding::import_scan(store, tenant, tenant::require_tier(tiers, tenant.tier), gated, now,
                                   days.of(tenant.slug));
  if (done.changed) {
    context.audit({{tenant.slug, "scan " + handle(done.scan.number), "", render::json_line(describe(done.scan))}});
    finding::tell_settled(context, store, tenant, done.scan, now);
  }
  return done;
}

void tell_problems(Context& context, const finding::Imported& imported, const std::string& name) {
  const std::size_t told = std::min(problems_told, imported.problems.size());
  for (std::size_t i = 0; i < told; ++i) context.note(printable(name) + ":" + printable(imported.problems[i]));
  const auto left = static_cast<std::size_t>(imported.scan.skipped) - told;
  if (imported.changed && left > 0) context.note(fmt::format("and {} more parts that could not be read", left));
}

render::Object describe(const Scan& scan) {
  return {{{"scan", handle(scan.number)},
           {"scanner", scan.scanner},
           {"hosts", scan.hosts},
           {"reported", scan.reported},
           {"created", scan.created},
           {"untouched", scan.untouched},
           {"reopened", scan.reopened},
           {"fixed", scan.fixed},
           {"skipped", scan.skipped},
           {"doubt", scan.doubt.empty() ? render::Value() : render::Value(scan.doubt)},
           {"tenant", scan.tenant}}};
}

}  // namespace mssp::scan
