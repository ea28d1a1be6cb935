// Makes one report from the store: its revision, its files and the mail that carries them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "render/value.hpp"
#include "report/figures.hpp"
#include "report/pdf_view.hpp"
#include "report/revision_store.hpp"

namespace mssp::report {

inline const std::vector<std::string> formats{"pdf", "json"};

// What a batch of reports shares.
struct Workshop {
  Sources sources;
  std::filesystem::path folder;      // of all reports; each tenant has its own below it
  std::string mail_host;             // right part of Message-IDs
  bool keep_files = true;            // false for a dry run
  std::filesystem::path program;     // where the PDF module is looked for
  DrawPdf draw_pdf = {};             // loaded by the first PDF
};

struct Order {
  tenant::Tenant tenant;
  Month month;
  std::vector<std::string> formats;     // of `formats`
  std::vector<std::string> recipients;  // may be empty
};

struct Mailed {
  std::string recipient;
  std::string state;
};
struct Produced {
  Revision revision;
  std::vector<std::filesystem::path> files;
  std::vector<Mailed> mail;
};

// To be called in a transaction. The files are written before it ends: a report that could not be made is not queued.
Produced produce(db::Connection& store, Workshop& workshop, const Order& order, Instant now);

// As `report generate` answers and the audit trail keeps it.
render::Object describe(const Produced& produced);

}  // namespace mssp::report
