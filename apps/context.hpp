// What a command may use: the world, its configuration, the store, and the one transaction in which it changes things.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "audit/audit.hpp"
#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "config/load.hpp"
#include "db/connection.hpp"
#include "render/value.hpp"
#include "world/world.hpp"

namespace mssp {

class Context {
 public:
  Context(world::World& world, const cli::Command& command, const cli::Arguments& arguments);

  // A command that is a step of `whole`, which is inside change(): it works in that transaction and on the same store and
  // configuration, and its audit rows are those of `whole`. What it notes is its own.
  Context(Context& whole, const cli::Command& command, const cli::Arguments& arguments);

  world::World& world() { return world_; }
  const cli::Arguments& arguments() const { return arguments_; }
  Instant now() const { return now_; }           // the same for the whole command
  Instant as_of() const { return as_of_; }       // --as-of, else now
  bool dry_run() const { return dry_run_; }

  // The configuration folder (--config-dir, SYNOS_MSSP_CONFIG_DIR, /etc/synos/mssp) and its mssp.yml, read once.
  config::Folder folder();
  const config::Settings& settings();
  Zone organization_zone();

  // The content of the file that --file names; - is standard input. Error{not_found}; Error{invalid_input} when it is
  // larger than `limit`.
  std::string input(const std::string& file, std::size_t limit);

  // The same in blocks, whatever its size.
  Opening open_input(const std::string& file);

  // Where the store is and why: flag, environment, mssp.yml, or built in.
  struct Place {
    std::string url;
    std::filesystem::path path;  // of the file; empty when the store is in PostgreSQL
    std::string origin;
    bool personal = false;  // the default is not there and not ours to make: the user's own data folder

    bool in_postgres() const { return path.empty(); }
    std::string shown() const { return in_postgres() ? url : path.native(); }
  };
  Place store_place();

  // `url` as a place; Error{usage} when it is no store's address.
  Place place_at(std::string url, std::string origin);

  // Where generated reports go: reports.directory of mssp.yml, else the folder 'reports' beside the store's file.
  std::filesystem::path reports_folder();

  // Opened on first use, for changes when the command declares them. A store that does not exist yet is made by the
  // first change; until then it reads as empty.
  db::Connection& store();

  // Runs `body` with the store in one transaction, rolled back with --dry-run. A command changes things once: what it
  // does, with its audit rows, is kept together or not at all. PostgreSQL may ask for the body to be run again.
  template <class Body>
  auto change(Body&& body) {
    using Kept = std::invoke_result_t<Body, db::Connection&>;
    if (whole_ != nullptr) return Kept(body(store()));
    if (changed_) throw std::logic_error("a command has one transaction");
    changed_ = true;
    std::optional<Kept> result;
    db::Connection& open_store = store();
    const std::size_t noted = notes_.size();
    try {
      open_store.atomically([&] {
        notes_.resize(noted);
        audited_.clear();
        result.emplace(body(open_store));
        if (dry_run_) throw RolledBack{};
      });
    } catch (const RolledBack&) {
    }
    return Kept(std::move(*result));
  }

  // One of several transactions of work that outlives a single one, such as a scan: each is kept by itself. Not for
  // --dry-run, which could not take back the ones before.
  template <class Body>
  auto stage(Body&& body) {
    if (dry_run_) throw std::logic_error("a stage cannot be tried");
    db::Connection& open_store = store();
    return open_store.atomically([&] { return body(open_store); });
  }

  // Who makes the change of this command, and how.
  audit::Actor actor() const;

  // Appends to the audit trail; only inside change() or stage().
  void audit(const std::vector<audit::Change>& changes);
  // What the body of change() has audited so far, its steps included.
  const std::vector<audit::Change>& audited() const { return audited_; }

  // For standard error, in order, after the answer.
  void note(std::string text) { notes_.push_back(std::move(text)); }
  std::vector<std::string> take_notes() { return std::move(notes_); }

  // The answer of a change: its object with "changed" and "applied", and its note.
  render::Result changed(std::string note, render::Object object, bool changed = true);

 private:
  struct RolledBack {};

  world::World& world_;
  Context* whole_ = nullptr;
  const cli::Command& command_;
  const cli::Arguments& arguments_;
  Instant now_;
  Instant as_of_;
  bool dry_run_;
  bool changed_ = false;
  std::optional<config::Settings> settings_;
  std::unique_ptr<db::Connection> store_;
  std::vector<std::string> notes_;
  std::vector<audit::Change> audited_;
};

}  // namespace mssp
