// Makes reports from the store: revisions, files, and the mail that carries them. Many at once: figures are read and
// revisions kept one after another, files are drawn by two threads in between.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "render/value.hpp"
#include "report/figures.hpp"
#include "report/pdf_view.hpp"
#include "report/report_types.hpp"
#include "report/revision_store.hpp"
#include "report/template.hpp"

namespace mssp::report {

inline const std::vector<std::string> formats{"pdf", "html", "md", "csv", "json", "txt"};

struct Order {
  tenant::Tenant tenant;
  Span span;
  Template form;
  std::vector<std::string> formats;     // of `formats`
  std::vector<std::string> recipients;  // may be empty
};

struct Mailed {
  std::string recipient;
  std::string state;
};
struct Produced {
  Revision revision;  // of a drill: the one that would have been kept
  std::vector<std::filesystem::path> files;
  std::vector<Mailed> mail;
  std::vector<std::string> warnings;  // what a reader should know: characters shown as boxes, a logo that is broken
  bool drill = false;
  std::vector<std::string> instead_of = {};  // of a drill: to whom it would go
};

// Either a report or why it could not be made.
struct Outcome {
  std::optional<Produced> produced;
  std::optional<Error> failure;
};

// What a batch of reports shares.
struct Workshop {
  Sources sources;
  std::filesystem::path folder;   // of all reports; each tenant has its own below it
  std::string mail_host;          // right part of Message-IDs
  bool keep_files = true;         // false for a dry run
  std::filesystem::path program;  // where the PDF module is looked for
  std::string drill_to = {};      // an address: all mail goes there, marked as a drill, and the store keeps no report
  DrawPdf draw_pdf = {};          // loaded by the first PDF
  // After each report, with what became of it.
  std::function<void(std::size_t done, std::size_t of, const Order& order, const Outcome& outcome)> progress = {};
};

// One outcome for each order, in their order; one that fails leaves nothing behind and does not stop the others. To be
// called in a transaction. Files are written before it ends: a report that could not be made is not queued.
std::vector<Outcome> produce(db::Connection& store, Workshop& workshop, const std::vector<Order>& orders, Instant now);

// Writes the files of a report that was kept once more, as they were.
Produced reissue(db::Connection& store, Workshop& workshop, const Kept& kept, const std::vector<std::string>& formats);

// As `report generate` answers and the audit trail keeps it.
render::Object describe(const Produced& produced);

}  // namespace mssp::report
