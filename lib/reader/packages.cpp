#include "reader/packages.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/error.hpp"
#include "base/parse.hpp"
#include "base/text.hpp"
#include "finding/words.hpp"
#include "reader/lines.hpp"
#include "reader/place.hpp"
#include "reader/rating.hpp"

namespace mssp::reader {
namespace {

constexpr std::size_t most_packages = 100'000;
constexpr std::string_view summary_end = " not upgraded.";
// What stands above lists of packages that have something newer and stay as they are; the second is Ubuntu's.
constexpr std::array<std::string_view, 2> unchanged{"The following packages have been kept back:",
                                                    "The following upgrades have been deferred due to phasing:"};

struct Upgrade {
  std::string_view package;
  std::string_view installed;  // empty for a package that is new
  std::string_view candidate;
  std::string_view origins;    // "Debian:12.9/stable, Debian-Security:12/stable-security"
};

// Takes what stands between two marks at the start of `text`.
std::optional<std::string_view> take(std::string_view& text, char open, std::string_view close) {
  if (!text.starts_with(open)) return std::nullopt;
  const std::size_t end = text.find(close);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view inside = text.substr(1, end - 1);
  text.remove_prefix(end + close.size());
  text = trim(text);
  return inside;
}

// "Inst openssl [3.0.11-1] (3.0.13-1 Debian-Security:12/stable-security [amd64]) []"; nothing for a line of another form.
std::optional<Upgrade> upgrade_of(std::string_view line) {
  line.remove_prefix(line.find(' ') + 1);
  Upgrade upgrade;
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || space == 0) return std::nullopt;
  upgrade.package = line.substr(0, space);
  line = trim(line.substr(space));
  if (line.starts_with('[')) {
    const auto installed = take(line, '[', "]");
    if (!installed || installed->empty()) return std::nullopt;
    upgrade.installed = *installed;
  }
  const auto offered = take(line, '(', "])");
  if (!offered) return std::nullopt;
  const std::size_t architecture = offered->rfind('[');
  const std::size_t version = offered->find(' ');
  if (architecture == std::string_view::npos || version == std::string_view::npos || version > architecture) return std::nullopt;
  upgrade.candidate = offered->substr(0, version);
  upgrade.origins = trim(offered->substr(version, architecture - version));
  return upgrade;
}

// "Debian-Security:12/stable-security", and "Debian-Security:10/oldstable" as it was before Debian 11.
bool is_security(std::string_view origins) {
  const auto parts = split(origins, ',');
  return std::any_of(parts.begin(), parts.end(), [](std::string_view part) {
    part = trim(part);
    return part.ends_with("-security") || part.substr(0, part.find(':')).ends_with("-Security");
  });
}

// "3 upgraded, 1 newly installed, 0 to remove and 2 not upgraded.": the first number.
std::optional<std::int64_t> upgraded_in(std::string_view line) {
  constexpr std::string_view words = " upgraded, ";
  const std::size_t at = line.find(words);
  if (at == std::string_view::npos || !line.ends_with(summary_end)) return std::nullopt;
  return parse_integer(line.substr(0, at));
}

finding::Draft draft_of(const Upgrade& upgrade, const std::string& asset) {
  const bool security = is_security(upgrade.origins);
  finding::Draft draft;
  draft.identity.asset = asset;
  draft.identity.source = security ? "packages/security" : "packages/update";
  draft.identity.rule = finding::safe_name(upgrade.package);
  draft.title = finding::safe_line(fmt::format("{}: {}", upgrade.package, security ? "security update" : "update"));
  draft.description = finding::safe_text(fmt::format("{} is installed, {} is offered{}{}", upgrade.installed, upgrade.candidate,
                                                     upgrade.origins.empty() ? "" : " by ", upgrade.origins));
  rate(draft, security ? finding::Severity::high : finding::Severity::low, std::nullopt);
  return draft;
}

}  // namespace

bool is_packages(std::string_view start) {
  return start.find("\nInst ") != std::string_view::npos || start.find(summary_end) != std::string_view::npos;
}

finding::Facts read_packages(const Input& input, finding::Sink& sink) {
  finding::Facts facts;
  facts.sources = {"packages/security", "packages/update"};
  finding::AssetSeen machine;
  machine.address = named_asset(input, "");
  if (input.asset.empty()) facts.partial = asset_unsure;
  std::vector<finding::Draft> drafts;
  std::optional<std::int64_t> counted_upgrades;
  bool kept_back = false;  // the lines at hand list what is
  each_line(input, [&](std::size_t number, std::string_view line) {
    if (line.ends_with(':')) {
      kept_back = std::find(unchanged.begin(), unchanged.end(), line) != unchanged.end();
    } else if (line.starts_with("Inst ")) {
      const auto upgrade = upgrade_of(line);
      if (!upgrade) throw Error(Code::invalid_input, fmt::format("{}:{}: apt does not write '{}'", input.name, number, printable(line.substr(0, 80))));
      if (!upgrade->installed.empty()) drafts.push_back(draft_of(*upgrade, machine.address));
    } else if (line.starts_with("E: ")) {
      facts.incomplete = finding::safe_line(line.substr(3));
    } else if (const auto upgraded = upgraded_in(line)) {
      kept_back = false;
      counted_upgrades = upgraded;
    } else if (kept_back) {
      for (const std::string_view package : split(line, ' ')) {
        if (!package.empty()) machine.undecided.push_back(finding::safe_name(package));
      }
    }
    if (drafts.size() + machine.undecided.size() > most_packages) {
      throw Error(Code::invalid_input, fmt::format("{}:{}: more than {} packages", input.name, number, most_packages));
    }
  });
  const auto listed = static_cast<std::int64_t>(drafts.size());
  if (facts.incomplete.empty() && !counted_upgrades) facts.incomplete = "apt's summary is missing";
  if (facts.incomplete.empty() && *counted_upgrades != listed) {
    facts.incomplete = fmt::format("{} of the {} packages that the summary counts", listed, *counted_upgrades);
  }
  sink.asset(std::move(machine));
  for (finding::Draft& draft : drafts) sink.draft(std::move(draft));
  return facts;
}

}  // namespace mssp::reader
