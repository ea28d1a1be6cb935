#include "context.hpp"

#include <system_error>

#include "base/error.hpp"
#include "base/text.hpp"
#include "config/yaml.hpp"
#include "db/migrate.hpp"
#include "db/postgres.hpp"
#include "db/sqlite.hpp"
#include "world/file.hpp"

namespace mssp {
namespace {

constexpr std::string_view sqlite_scheme = "sqlite://";

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

Context::Context(Context& whole, const cli::Command& command, const cli::Arguments& arguments)
    : world_(whole.world_),
      whole_(&whole),
      command_(command),
      arguments_(arguments),
      now_(whole.now_),
      as_of_(whole.as_of_),
      dry_run_(whole.dry_run_) {}

config::Folder Context::folder() {
  if (whole_ != nullptr) return whole_->folder();
  std::string path = arguments_.optional_text("config-dir").value_or(world_.variable("SYNOS_MSSP_CONFIG_DIR"));
  const bool named = !path.empty();
  if (!named) path = "/etc/synos/mssp";
  const std::filesystem::path place = world_.at(path);
  if (named && !is_there(place)) throw Error(Code::not_found, "no configuration folder '" + printable(path) + "'");
  return {path, [place](const std::string& name) { return world::read_file(place / name, config::largest_file); },
          [place](const std::string& subfolder) { return world::file_names(place / subfolder, ".yml"); }};
}

const config::Settings& Context::settings() {
  if (whole_ != nullptr) return whole_->settings();
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

Opening Context::open_input(const std::string& file) {
  if (file == "-") return world::keep_source(world_.input, "standard input");
  auto opening = world::open_source(world_.at(file));
  if (!opening) throw Error(Code::not_found, "no file '" + printable(file) + "'");
  return std::move(*opening);
}

Context::Place Context::place_at(std::string url, std::string origin) {
  Place place{.url = std::move(url), .path = {}, .origin = std::move(origin)};
  if (db::is_postgres(place.url)) {
    db::require_no_secret(place.url);
    return place;
  }
  if (!place.url.starts_with(sqlite_scheme) || place.url.size() == sqlite_scheme.size()) {
    throw Error(Code::usage, "not a store: '" + printable(place.url) + "' (from " + place.origin + ")",
                "write sqlite:///PATH, e.g. sqlite:///var/lib/synos/mssp/mssp.db, or postgresql://HOST/DATABASE");
  }
  place.path = world_.at(place.url.substr(sqlite_scheme.size()));
  return place;
}

Context::Place Context::store_place() {
  if (whole_ != nullptr) return whole_->store_place();
  if (const auto flag = arguments_.optional_text("store")) return place_at(*flag, "--store");
  if (const std::string variable = world_.variable("SYNOS_MSSP_STORE"); !variable.empty()) {
    return place_at(variable, "SYNOS_MSSP_STORE");
  }
  std::string origin = "built-in";
  for (const config::Entry& entry : settings().entries) {
    if (entry.key == "store") origin = entry.origin;
  }
  Place place = place_at(settings().store, origin);
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
  const Place place = store_place();
  return place.in_postgres() ? world_.at(settings().reports_directory) : place.path.parent_path() / "reports";
}

db::Connection& Context::store() {
  if (whole_ != nullptr) return whole_->store();
  if (store_) return *store_;
  const Place place = store_place();
  if (place.in_postgres()) {
    auto opened = db::open_postgres(place.url);
    if (db::version_of(*opened) == 0) {
      throw Error(Code::conflict, "the database holds no store yet", "run 'synos-mssp store migrate' as its owner");
    }
    db::require_current(*opened);
    store_ = std::move(opened);
    return *store_;
  }
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
  if (whole_ != nullptr) return whole_->actor();
  return {.login = world_.person().login,
          .staff = {},
          .command = command_.path,
          .reason = arguments_.optional_text("reason").value_or(""),
          .at = now_};
}

void Context::audit(const std::vector<audit::Change>& changes) {
  if (whole_ != nullptr) return whole_->audit(changes);
  audit::record(store(), actor(), changes);
  audited_.insert(audited_.end(), changes.begin(), changes.end());
}

render::Result Context::changed(std::string note, render::Object object, bool changed) {
  object.members.push_back({"changed", changed});
  object.members.push_back({"applied", !dry_run_});
  render::Result result;
  if (!note.empty()) result.notes.push_back(dry_run_ ? "dry run, nothing kept: " + note : std::move(note));
  result.answer = render::Record{.object = std::move(object), .change = true};
  return result;
}

}  // namespace mssp
