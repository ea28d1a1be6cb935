// Reports as they were made. A report whose figures did not change is the same revision, with the same bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "db/connection.hpp"
#include "report/model.hpp"

namespace mssp::report {

// The layout of the views; raised when the same model would look different. Models of version 1 had another form;
// cards of version 2 said neither target nor age.
inline constexpr std::int64_t template_version = 3;

struct Revision {
  std::int64_t id = 0;
  std::int64_t tenant_id = 0;
  std::string tenant;  // slug
  std::string type;    // "executive"; of a template of one's own "executive:acme-monthly"
  std::string period;  // "2025-09", "2025-Q3"
  std::int64_t number = 0;
  std::string sha256;  // of the model
  Instant frozen_at;
  bool is_new = false;

  std::string topic() const;                               // "executive/2025-09/1"
  std::string handle() const;                              // "acme-corp/executive/2025-09/1"
  std::string file_name(const std::string& ending) const;  // "acme-corp_executive_2025-09.pdf", "..._r2.pdf"
};

struct Kept {
  Revision revision;
  std::string model;  // JSON
  std::int64_t layout = 0;
};

// The revision that a model will be: the latest one when nothing but its number and list of changes differs, with the
// model that was kept; else the next, whose model then tells its number and what it changes. Reads only.
Kept revision_for(db::Connection& store, std::int64_t tenant_id, const std::string& slug, const std::string& period, Model& model,
                  const std::string& type, Instant now);

// Keeps a new revision and gives it its id.
void insert(db::Connection& store, Kept& kept);

// By handle, "acme-corp/executive/2025-09/1", or without the revision the latest. Error{not_found}; Error{usage} when it
// is no handle.
Kept get(db::Connection& store, const std::string& handle);

struct Filter {
  std::optional<std::string> tenant = {};  // slug
  std::optional<std::string> type = {};
  std::optional<std::string> period = {};
};
// Newest first.
std::vector<Revision> list(db::Connection& store, const Filter& filter);
// All with their models, oldest first, for verification.
std::vector<Kept> kept(db::Connection& store, const Filter& filter);

// A file made of a report.
struct File {
  std::string format;
  std::string path;  // below the reports folder
  std::string sha256;
};
// Replaces what was known of those formats.
void insert_files(db::Connection& store, const Revision& revision, const std::vector<File>& files);

struct FileOf {
  std::int64_t report_id = 0;
  File file;
};
std::vector<FileOf> files(db::Connection& store, const Filter& filter);  // by report and format

}  // namespace mssp::report
