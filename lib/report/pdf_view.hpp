// The PDF view of a report, loaded on demand. What draws it brings a dozen libraries, and every other command would pay
// for them at its start; so it is a module of its own beside the program.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "report/model.hpp"

namespace mssp::report {

struct PdfAnswer {
  std::string bytes;
  std::size_t missing_characters = 0;  // shown as boxes
  std::string logo_trouble;            // why the logo could not be shown; the file is whole without it
  // The module fills in a failure instead of throwing across its border.
  bool failed = false;
  Code code = Code::failed;
  std::string message;
  std::string hint;
};

// May be called by several threads at once. `logo` is a PNG file, empty for none.
using DrawPdf = std::function<PdfAnswer(const Model&, std::string_view logo)>;

// Finds the module beside `program` or in ../lib/synos-mssp. Error{failed} when it is not there or of another build.
// The function throws what pdf_file() throws and stays usable for the life of the process.
DrawPdf load_pdf_view(const std::filesystem::path& program);

// How program and module meet.
using PdfEntry = void (*)(std::size_t model_size, const Model* model, const std::string_view* logo, PdfAnswer* answer);
inline constexpr auto pdf_entry_name = "synos_mssp_report_pdf";

}  // namespace mssp::report
