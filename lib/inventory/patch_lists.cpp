#include "inventory/patch_lists.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/csv.hpp"
#include "base/csv_table.hpp"
#include "base/error.hpp"
#include "base/line_mistakes.hpp"
#include "base/parse.hpp"
#include "base/text.hpp"
#include "inventory/fields.hpp"
#include "inventory/osquery_lines.hpp"
#include "inventory/start.hpp"
#include "json/stream.hpp"

namespace mssp::inventory {
namespace {

using device::Kind;
using patch::Patch;
using Get = std::function<std::string_view(std::string_view key)>;

const std::vector<std::string> keys{"device", "hostname", "serial", "agent", "agent_id", "patch", "title", "severity",
                                    "category", "status", "released_at", "approved_at", "observed_at"};

void add_signal(PatchTold& told, Kind kind, std::string_view text) {
  if (auto read = device::signal(kind, text)) told.signals.push_back(std::move(*read));
}

template <class T>
T required(LineMistakes& mistakes, std::size_t line, std::string_view key, std::string_view wanted, std::string_view given, std::optional<T> read) {
  if (!read) mistakes.add(line, fmt::format("'{}' must be {}, not '{}'", key, wanted, word(given)));
  return read.value_or(T{});
}

void take(const Get& get, std::size_t line, LineMistakes& mistakes, const PatchSink& sink) {
  PatchTold told{.line = line, .device = lower_ascii(word(get("device"))), .signals = {}, .patch = Patch{}, .observed_at = {}};
  add_signal(told, Kind::serial, get("serial"));
  add_signal(told, Kind::hostname, get("hostname"));
  if (!get("agent_id").empty()) add_signal(told, Kind::agent, (get("agent").empty() ? "agent" : lower_ascii(get("agent"))) + ":" + std::string(get("agent_id")));
  if (told.device.empty() && told.signals.empty()) mistakes.add(line, "a row without a device");
  Patch& patch = *told.patch;
  patch.id = word(get("patch"));
  if (patch.id.empty()) mistakes.add(line, "a row without a patch");
  patch.title = word(get("title"));
  patch.severity = required(mistakes, line, "severity", "critical, high, medium, low or none", get("severity"), patch::parse_severity(get("severity")));
  const std::string_view category = get("category").empty() ? "os" : get("category");
  patch.category = required(mistakes, line, "category", "os, third-party or signature", category, patch::parse_category(category));
  patch.status = required(mistakes, line, "status", "missing, approved, installed, failed or pending-reboot", get("status"),
                          patch::parse_status(get("status")));
  const auto time = [&](std::string_view key) -> std::optional<Instant> {
    if (trim(get(key)).empty()) return std::nullopt;
    const auto at = parse_instant(trim(get(key)), Zone::utc());
    if (!at) mistakes.add(line, fmt::format("'{}' must be a time such as 2026-01-31T08:00:00Z, not '{}'", key, word(get(key))));
    return at;
  };
  patch.released_at = time("released_at");
  patch.approved_at = time("approved_at");
  told.observed_at = time("observed_at");
  sink(std::move(told));
}

// Rows under a header. `known`: unknown columns are refused.
void read_table(const Input& input, bool known, const std::function<void(const Get&, std::size_t, LineMistakes&)>& each) {
  CsvForm form;
  form.lenient = !known;
  CsvStream stream(input.open(), input.name, form);
  CsvRecord record;
  LineMistakes mistakes(input.name);
  std::vector<std::string> columns;
  while (columns.empty() && stream.next(record)) {
    // PowerShell puts its type in front.
    if (!known && record.fields.front().starts_with("#")) continue;
    for (const std::string& field : record.fields) {
      columns.push_back(lower_ascii(trim(field)));
      if (known && std::find(keys.begin(), keys.end(), columns.back()) == keys.end()) refuse_key(input.name, record.line, columns.back(), keys);
    }
  }
  if (columns.empty()) throw Error(Code::invalid_input, input.name + ": the file is empty", "the first line names the columns");
  while (stream.next(record)) {
    if (record.fields.size() != columns.size()) {
      mistakes.add(record.line, fmt::format("{} where the header has {}", counted(record.fields.size(), "field"), columns.size()));
      continue;
    }
    each([&](std::string_view key) -> std::string_view {
      const auto found = std::find(columns.begin(), columns.end(), key);
      return found == columns.end() ? std::string_view() : trim(record.fields[static_cast<std::size_t>(found - columns.begin())]);
    }, record.line, mistakes);
  }
  mistakes.throw_if_any();
}

void read_csv_patches(const Input& input, const PatchSink& sink) {
  read_table(input, true, [&](const Get& get, std::size_t line, LineMistakes& mistakes) { take(get, line, mistakes, sink); });
}

void read_json_patches(const Input& input, const PatchSink& sink) {
  LineMistakes mistakes(input.name);
  json::read_documents(input.open(), input.name, [&](std::size_t, const json::Place& at, json::Tree&& tree) {
    if (tree.kind() != json::Tree::Kind::object) return mistakes.add(at.line, "a patch must be an object");
    for (const std::string& key : tree.keys()) {
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) refuse_key(input.name, at.line, key, keys);
    }
    take([&](std::string_view key) -> std::string_view { return tree[key].text(); }, at.line, mistakes, sink);
  });
  mistakes.throw_if_any();
}

patch::Status wsus_status(std::string_view state, std::string_view approval) {
  const std::string word = lower_ascii(state);
  if (word == "installed") return patch::Status::installed;
  if (word == "failed") return patch::Status::failed;
  if (word == "installedpendingreboot") return patch::Status::pending_reboot;
  return lower_ascii(approval) == "install" ? patch::Status::approved : patch::Status::missing;
}

void read_wsus(const Input& input, const PatchSink& sink) {
  read_table(input, false, [&](const Get& get, std::size_t line, LineMistakes& mistakes) {
    const std::string state = lower_ascii(get("updateinstallationstate"));
    if (state == "notapplicable" || state == "unknown") return;
    const std::string_view computer = get("computername").empty() ? get("fulldomainname") : get("computername");
    PatchTold told{.line = line, .device = lower_ascii(word(computer)), .signals = {}, .patch = Patch{}, .observed_at = {}};
    add_signal(told, Kind::hostname, computer);
    Patch& patch = *told.patch;
    const std::string_view article = get("knowledgebasearticles");
    patch.id = article.empty() ? word(get("title")) : (article.starts_with("KB") ? "" : "KB") + word(article);
    patch.title = word(get("title"));
    if (told.device.empty()) mistakes.add(line, "a row without a computer");
    if (patch.id.empty()) mistakes.add(line, "a row without an update");
    patch.severity = patch::parse_severity(get("msrcseverity")).value_or(patch::Severity::none);
    patch.category = lower_ascii(get("title")).find("security intelligence") != std::string::npos ? patch::Category::signature : patch::Category::os;
    patch.status = wsus_status(state, get("approvalaction"));
    patch.released_at = time_of(get("creationdate"));
    sink(std::move(told));
  });
}

void read_action1_patches(const Input& input, const PatchSink& sink) {
  const auto there = json::read_parts(input.open(), input.name, {"items/*"}, [&](std::size_t, const json::Place& at, json::Tree&& tree) {
    const std::string_view id = first(tree, {"endpoint_id"});
    const std::string_view name = first(tree, {"endpoint_name", "device_name"});
    PatchTold told{.line = at.line, .device = {}, .signals = {}, .patch = Patch{}, .observed_at = {}};
    if (!id.empty()) add_signal(told, Kind::agent, "action1:" + std::string(id));
    add_signal(told, Kind::hostname, name);
    Patch& patch = *told.patch;
    patch.id = word(first(tree, {"kb", "kb_number", "package_id", "name"}));
    patch.title = word(first(tree, {"title", "name"}));
    const std::string_view version = first(tree, {"version"});
    if (!version.empty()) patch.title += " " + word(version);
    if (told.signals.empty() || patch.id.empty()) {
      throw Error(Code::invalid_input, fmt::format("{}:{}: an update without {}", input.name, at.line, patch.id.empty() ? "a name" : "an endpoint"));
    }
    patch.severity = patch::parse_severity(first(tree, {"security_severity", "severity"})).value_or(patch::Severity::none);
    const std::string kind = lower_ascii(first(tree, {"update_type", "category", "platform"}));
    patch.category = kind.find("windows") != std::string::npos || kind.find("os") == 0 || patch.id.starts_with("KB") ? patch::Category::os
                                                                                                                    : patch::Category::third_party;
    const std::string approval = lower_ascii(first(tree, {"approval_status", "update_approval"}));
    patch.status = approval == "approved" ? patch::Status::approved : patch::Status::missing;
    patch.released_at = time_of(first(tree, {"release_date", "released_at"}));
    sink(std::move(told));
  });
  if (!there[0]) throw Error(Code::invalid_input, input.name + ": it has no list 'items'", "export the missing updates of one organisation");
}

void read_osquery_patches(const Input& input, const PatchSink& sink) {
  read_osquery_lines(input, [&](const OsqueryLine& line, const json::Tree& row, bool removed) {
    if (!row || removed || !is_about(line, "patches")) return;
    PatchTold told{.line = line.line, .device = {}, .signals = {}, .patch = Patch{}, .observed_at = line.at};
    add_signal(told, Kind::agent, "osquery:" + line.host);
    Patch& patch = *told.patch;
    patch.id = word(row["hotfix_id"].text());
    if (patch.id.empty()) return;
    patch.title = word(first(row, {"caption", "description"}));
    patch.status = patch::Status::installed;
    sink(std::move(told));
  });
}

// "openssl/stable-security 3.0.15-1~deb12u1 amd64 [upgradable from: 3.0.14-1~deb12u2]"
void read_apt(const Input& input, const PatchSink& sink) {
  const Source source = input.open();
  std::string text;
  std::string block(65536, '\0');
  while (const std::size_t read = source(block.data(), block.size())) {
    text.append(block, 0, read);
    if (text.size() > (std::size_t{16} << 20U)) throw Error(Code::invalid_input, input.name + ": larger than 16 MiB");
  }
  std::size_t number = 0;
  for (const std::string_view line : split(text, '\n')) {
    ++number;
    const std::string_view row = trim(line);
    if (row.empty() || row.starts_with("Listing") || row.starts_with("WARNING")) continue;
    const std::size_t slash = row.find('/');
    if (slash == std::string_view::npos || slash == 0 || row.find("upgradable from") == std::string_view::npos) {
      throw Error(Code::invalid_input, fmt::format("{}:{}: no line of 'apt list --upgradable'", input.name, number), "run it with LC_ALL=C");
    }
    PatchTold told{.line = number, .device = {}, .signals = {}, .patch = Patch{}, .observed_at = {}};
    const std::string_view suite = row.substr(slash + 1, row.find(' ') - slash - 1);
    told.patch->id = word(row.substr(0, slash));
    told.patch->title = word(row);
    // Debian and Ubuntu publish what closes holes in suites of their own.
    told.patch->severity = suite.find("security") != std::string_view::npos ? patch::Severity::high : patch::Severity::none;
    sink(std::move(told));
  }
  sink({.line = number, .device = {}, .signals = {}, .patch = std::nullopt, .observed_at = {}});
}

bool is_json_object(std::string_view start) { return trim(start).starts_with('{'); }
bool names_columns(std::string_view start, std::string_view column) {
  return lower_ascii(start.substr(0, start.find('\n', start.starts_with('#') ? start.find('\n') + 1 : 0))).find(column) != std::string::npos;
}

}  // namespace

const std::vector<PatchFormat>& patch_formats() {
  static const std::vector<PatchFormat> all{
      {"apt", "apt", true, true, [](std::string_view start) { return start.starts_with("Listing...") || start.find("[upgradable from") != std::string_view::npos; }, read_apt},
      {"osquery", "osquery", false, false, [](std::string_view start) { return start.find("\"unixTime\"") != std::string_view::npos; }, read_osquery_patches},
      {"action1", "action1", false, false, [](std::string_view start) { return is_json_object(start) && start.find("\"items\"") != std::string_view::npos; }, read_action1_patches},
      {"wsus", "wsus", false, false, [](std::string_view start) { return names_columns(start, "updateinstallationstate"); }, read_wsus},
      {"jsonl", "list", false, false, is_json_object, read_json_patches},
      {"csv", "list", false, false, [](std::string_view start) { return names_columns(start, "patch"); }, read_csv_patches}};
  return all;
}

const PatchFormat& patch_format(const Input& input, std::string_view name) {
  const std::string start = name == "auto" ? start_of(input) : "";
  std::vector<std::string> names;
  for (const PatchFormat& each : patch_formats()) {
    if (name == "auto" ? each.matches(start) : each.name == name) return each;
    names.emplace_back(each.name);
  }
  throw Error(Code::invalid_input, input.name + ": no list of patches that is known", "--source says what it is: " + join(names, ", "));
}

}  // namespace mssp::inventory
