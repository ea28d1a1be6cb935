#include "scan/conduct.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "render/json.hpp"
#include "scan/audit_order.hpp"
#include "scan/intake.hpp"
#include "scan/nmap_order.hpp"
#include "scan/run_store.hpp"
#include "scan/scope_store.hpp"
#include "world/file.hpp"
#include "world/process.hpp"
#include "world/program.hpp"

namespace mssp::scan {
namespace {

constexpr std::size_t largest_result = std::size_t{256} << 20U;
constexpr Seconds renewed_every{60};
constexpr Seconds oldest_lists{7 * 86400};
constexpr std::size_t words_told = 200;

// A run that ended otherwise than with a result.
struct Ended {
  RunState state;
  std::string detail;
};

std::filesystem::path temporary_folder(Context& context) {
  const std::string named = context.world().variable("TMPDIR");
  const auto folder = context.world().at(named.starts_with('/') ? named : "/tmp");
  world::make_folder(folder);
  return folder;
}

// The last words of a program that failed, as one line.
std::string last_words(const std::filesystem::path& output) {
  std::string text;
  try {
    text = world::read_file(output, largest_result).value_or("");
  } catch (const Error&) {
    return {};
  }
  const std::string_view all = trim(text);
  const std::string_view line = trim(all.substr(all.rfind('\n') == std::string_view::npos ? 0 : all.rfind('\n')));
  return line.empty() ? std::string() : ": " + printable(line.substr(0, words_told));
}

class Conductor {
 public:
  Conductor(Context& context, const std::vector<config::Tier>& tiers, const Order& order)
      : context_(context), tiers_(tiers), order_(order), run_(order.run) {}

  Run run() {
    try {
      folder_.emplace(temporary_folder(context_));
      if (order_.profile.scanner != config::Scanner::nmap) audit_machine();
      for (const bool v6 : {false, true}) {
        if (!order_.targets.any(v6)) continue;
        last_ = v6 || !order_.targets.any(true);
        scan(v6);
      }
      return run_;
    } catch (const Ended& ended) {
      run_.state = ended.state;
      run_.detail = ended.detail;
    } catch (const Error& error) {
      run_.state = error.code() == Code::limit ? RunState::refused : RunState::failed;
      run_.detail = error.message();
    }
    context_.stage([&](db::Connection& store) {
      conclude(store);
      return true;
    });
    return run_;
  }

 private:
  std::filesystem::path file(const char* name) const { return folder_->path() / name; }

  void scan(bool v6) {
    NmapFiles files{.targets = file("targets"), .excluded = {}, .result = file(v6 ? "result6.xml" : "result4.xml")};
    world::write_atomically(files.targets, address_list(order_.targets.networks, v6), 0600);
    if (const std::string excluded = address_list(order_.targets.excluded, v6); !excluded.empty()) {
      files.excluded = file("excluded");
      world::write_atomically(files.excluded, excluded, 0600);
    }
    run_scanner(nmap_arguments(order_.profile, v6, files), files.result);
  }

  void audit_machine() {
    last_ = true;
    const bool packages = order_.profile.scanner == config::Scanner::packages;
    if (packages) require_fresh_lists();
    const auto result = file(packages ? "output" : "result");
    run_scanner(audit_arguments(order_.profile, result), result);
  }

  // apt answers from the lists that it fetched last, and without lists that nothing is outdated. Fetching, even without
  // news, changes the folder; where apt's own timer runs, its stamp tells better.
  void require_fresh_lists() const {
    const auto& world = context_.world();
    const auto fetched = std::max(world::changed_at(world.at("/var/lib/apt/lists")),
                                  world::changed_at(world.at("/var/lib/apt/periodic/update-success-stamp")));
    if (!fetched) throw Ended{RunState::failed, "apt has no lists of packages on this machine"};
    if (world.now() - *fetched > oldest_lists) {
      throw Ended{RunState::failed, "apt's lists of packages are of " + rfc3339(*fetched) + ": 'apt-get update' fetches new ones"};
    }
  }

  void run_scanner(const std::vector<std::string>& arguments, const std::filesystem::path& result) {
    if (world::Interruption::pending() != 0) throw Ended{RunState::cancelled, "stopped by a signal"};
    const auto program = context_.world().at(order_.profile.program);
    world::require_trusted_program(program, order_.profile.program);
    const world::Program call{.file = program, .arguments = arguments, .folder = folder_->path(), .output = file("output"),
                              .limit = order_.profile.timeout};
    const world::ProgramEnd end = world::run_program(call, [&](Seconds passed) { tick(passed); });
    judge(end, call.output);
    take_over(result, end, call.output);
  }

  void tick(Seconds passed) {
    world::World& world = context_.world();
    if (world.err.is_terminal() && !context_.arguments().has("quiet")) {
      world.err.write(fmt::format("\rscanning {} ({}) {} ", run_.tenant, run_.profile, duration_text(passed)));
      world.err.flush();
      told_ = true;
    }
    if (passed - renewed_ < renewed_every) return;
    renewed_ = passed;
    try {
      context_.stage([&](db::Connection& store) {
        renew(store, run_, world.now() + lease);
        return true;
      });
    } catch (const Error& error) {
      // A store that is busy for a minute is no reason to throw a scan of hours away: the lease lasts for five.
      if (error.code() != Code::busy) throw;
    }
  }

  void judge(const world::ProgramEnd& end, const std::filesystem::path& output) {
    if (told_) context_.world().err.write("\n");
    told_ = false;
    if (end.cancelled) throw Ended{RunState::cancelled, "stopped by a signal"};
    if (end.timed_out) throw Ended{RunState::failed, "not done within " + duration_text(order_.profile.timeout)};
    if (end.signal != 0) throw Ended{RunState::failed, fmt::format("the scanner was ended by signal {}{}", end.signal, last_words(output))};
  }

  // The exit status is not asked: only a whole result that tells of hosts is a scan.
  void take_over(const std::filesystem::path& result, const world::ProgramEnd& end, const std::filesystem::path& output) {
    const auto opening = world::open_source(result);
    std::array<char, 1> first{};
    const bool any = opening && (*opening)()(first.data(), first.size()) > 0;
    const std::string how = fmt::format("the scanner left {} result (exit status {})", any ? "no whole" : "no", end.status);
    if (!any) throw Ended{RunState::failed, how + last_words(output)};
    finding::Import import;
    // A machine is known by its name; nmap's results name their hosts.
    const bool network = order_.profile.scanner == config::Scanner::nmap;
    try {
      import = open_result({.scanner = std::string(config::name(order_.profile.scanner)),
                            .name = "result",
                            .open = *opening,
                            .asset = network ? "" : context_.world().host,
                            .again = true});
    } catch (const Error& error) {
      throw Ended{RunState::failed, how + ": " + printable(error.message())};
    }
    context_.stage([&](db::Connection& store) {
      finding::Imported imported;
      try {
        imported = keep_result(context_, store, run_.tenant, tiers_, config::load_remediation(context_.folder()), import,
                               context_.world().now(), [&](const std::string& address) { require_target(address); });
      } catch (const Error& error) {
        if (error.code() != Code::invalid_input) throw;
        throw Ended{RunState::failed, how + ": " + printable(error.message())};
      }
      if (imported.scan.hosts == 0) throw Ended{RunState::failed, "no host answered"};
      run_.scan = imported.scan.number;
      run_.hosts = imported.scan.hosts;
      if (!last_) return true;
      // With the import or not at all: a run that is killed here is lost, and nothing of it was imported.
      run_.state = RunState::done;
      conclude(store);
      return true;
    });
  }

  void require_target(const std::string& written) const {
    if (order_.profile.scanner != config::Scanner::nmap) return;
    const auto address = parse_network(written);
    if (address && order_.targets.has(*address)) return;
    throw Ended{RunState::failed, "the result tells of '" + printable(written) + "', which was not to be scanned"};
  }

  void conclude(db::Connection& store) {
    run_.finished_at = context_.world().now();
    run_.lease_until.reset();
    finish(store, run_);
    audit::Actor actor = context_.actor();
    actor.at = *run_.finished_at;
    audit::record(store, actor,
                  {{run_.tenant, "scan run " + run_handle(run_.number), render::json_line(describe(order_.run)),
                    render::json_line(describe(run_))}});
  }

  Context& context_;
  const std::vector<config::Tier>& tiers_;
  const Order& order_;
  Run run_;
  std::optional<world::PrivateFolder> folder_;
  Seconds renewed_{0};
  bool told_ = false;
  bool last_ = false;
};

}  // namespace

Targets targets_for(db::Connection& store, const tenant::Tenant& tenant, const config::Profile& profile,
                    const std::vector<Network>& wanted, Instant now) {
  if (profile.scanner == config::Scanner::nmap) return targets(tenant.slug, scopes_of(store, tenant), wanted, now);
  if (wanted.empty()) return {};
  throw Error(Code::usage, "--target has no meaning with profile '" + profile.name + "': " + std::string(config::name(profile.scanner)) +
                               " looks at the machine on which it runs");
}

const config::Profile& require_profile(const std::vector<config::Profile>& profiles, const std::string& name) {
  std::vector<std::string> names;
  for (const config::Profile& profile : profiles) {
    if (profile.name == name) return profile;
    names.push_back(profile.name);
  }
  std::string hint = did_you_mean(name, names);
  if (hint.empty()) hint = "scan-profiles.yml has " + join(names, ", ");
  throw Error(Code::not_found, "no scan profile '" + printable(name) + "'", hint);
}

std::vector<std::string> shown_command(const Order& order) {
  const bool network = order.profile.scanner == config::Scanner::nmap;
  std::vector<std::string> words = network ? nmap_arguments(order.profile, !order.targets.any(false), {"TARGETS", {}, "RESULT"})
                                           : audit_arguments(order.profile, "RESULT");
  words.insert(words.begin(), order.profile.program);
  return words;
}

Run conduct(Context& context, const std::vector<config::Tier>& tiers, const Order& order) {
  return Conductor(context, tiers, order).run();
}

}  // namespace mssp::scan
