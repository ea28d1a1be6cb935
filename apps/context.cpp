#include "context.hpp"

#include <system_error>

#include "base/error.hpp"
#include "base/text.hpp"
#include "config/yaml.hpp"
#include "db/migrate.hpp"
#include "db/sqlite.hpp"
#include "world/file.hpp"

namespace mssp {
namespace {

constexpr std::string_view sqlite_scheme = "sqlite://";

std::filesystem::path path_of(const std::string& url, const std::string& origin) {
  if (url.starts_with(sqlite_scheme) && url.size() > sqlite_scheme.size()) return url.substr(sqlite_scheme.size());
  if (url.starts_with("postgresql://")) {
    throw Error(Code::failed, "this version keeps its store in SQLite only, not in '" + printable(url) + "' (from " + origin + ")",
                "write sqlite:///PATH, e.g. sqlite:///var/lib/synos/mssp/mssp.db");
  }
  throw Error(Code::usage, "not a store: '" + printable(url) + "' (from " + origin + ")",
              "write sqlite:///PATH, e.g. sqlite:///var/lib/synos/mssp/mssp.db");
}

bool is_there(const std::filesystem::path& path) {
  std::error_code failure;
  return std::filesystem::exists(path, failure);
}

bool can_make(const std::filesystem::path& folder) {
  try {
    world::make_folder(folder);
  } catch (const Error&) {
    return false;
  }
  return world::writable(folder);
}

}  // namespace

Context::Context(world::World& world, const cli::Command& command, const cli::Arguments& arguments)
    : world_(world),
      command_(command),
      arguments_(arguments),
      now_(world.now()),
      as_of_(now_),
      dry_run_(arguments.has("dry-run")) {
  if (arguments.has("config-dir")) folder();  // a folder that is named must be there, even if nothing is read from it
  if (command.needs.as_of && arguments.has("as-of")) as_of_ = *arguments.instant("as-of", organization_zone());
}

config::Folder Context::folder() {
  std::string path = arguments_.optional_text("config-dir").value_or(world_.variable("SYNOS_MSSP_CONFIG_DIR"));
  const bool named = !path.empty();
  if (!named) path = "/etc/synos/mssp";
  const std::filesystem::path place = world_.at(path);
  if (named && !is_there(place)) throw Error(Code::not_found, "no configuration folder '" + printable(path) + "'");
  return {path, [place](const std::string& name) { return world::read_file(place / name, config::largest_file); },
          [place](const std::string& subfolder) { return world::file_names(place / subfolder, ".yml"); }};
}

const config::Settings& Context::settings() {
  if (!settings_) settings_ = config::load_settings(folder());
  return *settings_;
}

Zone Context::organization_zone() { return Zone::named(settings().organization.timezone).value_or(Zone::utc()); }

std::string Context::input(const std::string& file, std::size_t limit) {
  if (file == "-") return world_.read_input(limit);
  auto text = world::read_file(world_.at(file), limit);
  if (!text) throw Error(Code::not_found, "no file '" + printable(file) + "'");
  return std::move(*text);
}

Context::Place Context::store_place() {
  Place place;
  if (const auto flag = arguments_.optional_text("store")) {
    place = {.url = *flag, .path = {}, .origin = "--store"};
  } else if (const std::string variable = world_.variable("SYNOS_MSSP_STORE"); !variable.empty()) {
    place = {.url = variable, .path = {}, .origin = "SYNOS_MSSP_STORE"};
  } else {
    place = {.url = settings().store, .path = {}, .origin = "built-in"};
    for (const config::Entry& entry : settings().entries) {
      if (entry.key == "store") place.origin = entry.origin;
    }
  }
  place.path = world_.at(path_of(place.url, place.origin));
  if (place.origin != "built-in" || is_there(place.path) || can_make(place.path.parent_path())) return place;
  // A user without rights to the shared place tries things out in a store of his own; but never instead of a shared
  // store that exists.
  const std::string data = world_.variable("XDG_DATA_HOME");
  const std::string home = world_.variable("HOME");
  if (data.empty() && home.empty()) return place;
  const std::filesystem::path folder = data.empty() ? std::filesystem::path(home) / ".local/share" : std::filesystem::path(data);
  place.path = world_.at(folder / "synos/mssp/mssp.db");
  place.url = "sqlite://" + place.path.native();
  place.personal = true;
  return place;
}

std::filesystem::path Context::reports_folder() {
  for (const config::Entry& entry : settings().entries) {
    if (entry.key == "reports.directory" && entry.origin != "built-in") {
      return world_.at(settings().reports_directory);
    }
  }
  return store_place().path.parent_path() / "reports";
}

db::Connection& Context::store() {
  if (store_) return *store_;
  const Place place = store_place();
  const std::string shown = printable(place.path.native());
  if (place.personal) note("using your own store '" + shown + "': no right to write to /var/lib/synos/mssp");
  const bool missing = !is_there(place.path);
  if (missing && !command_.needs.writes) {
    note("there is no store yet at '" + shown + "': the first change makes it");
    store_ = db::open_sqlite_in_memory();
    db::migrate(*store_, now_);
    return *store_;
  }
  if (missing) world::make_folder(place.path.parent_path());
  auto opened = db::open_sqlite(place.path, command_.needs.writes ? db::Access::write : db::Access::read);
  if (db::version_of(*opened) == 0) {
    if (!command_.needs.writes) {
      note("the store at '" + shown + "' is empty: the first change fills it");
      opened = db::open_sqlite_in_memory();
    }
    // Two first commands may come at once: the one that waited finds the work done.
    if (!db::migrate(*opened, now_).empty() && command_.needs.writes) note("made the store '" + shown + "'");
  }
  db::require_current(*opened);
  store_ = std::move(opened);
  return *store_;
}

audit::Actor Context::actor() const {
  return {.login = world_.person().login,
          .staff = {},
          .command = command_.path,
          .reason = arguments_.optional_text("reason").value_or(""),
          .at = now_};
}

void Context::audit(const std::vector<audit::Change>& changes) { audit::record(store(), actor(), changes); }

render::Result Context::changed(std::string note, render::Object object, bool changed) {
  object.members.push_back({"changed", changed});
  object.members.push_back({"applied", !dry_run_});
  render::Result result;
  if (!note.empty()) result.notes.push_back(dry_run_ ? "dry run, nothing kept: " + note : std::move(note));
  result.answer = render::Record{.object = std::move(object), .change = true};
  return result;
}

}  // namespace mssp
