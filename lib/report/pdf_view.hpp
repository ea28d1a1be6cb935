// The PDF view of a report, loaded on demand. What draws it brings a dozen libraries, and every other command would pay
// for them at its start; so it is a module of its own beside the program.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "base/error.hpp"
#include "report/model.hpp"

namespace mssp::report {

using DrawPdf = std::function<std::string(const Executive&)>;

// Finds the module beside `program` or in ../lib/synos-mssp. Error{failed} when it is not there or of another build.
// The function throws what executive_pdf() throws and stays usable for the life of the process.
DrawPdf load_pdf_view(const std::filesystem::path& program);

// How program and module meet. The module fills in a failure instead of throwing across its border.
struct PdfAnswer {
  std::string bytes;
  bool failed = false;
  Code code = Code::failed;
  std::string message;
  std::string hint;
};
using PdfEntry = void (*)(std::size_t model_size, const Executive* report, PdfAnswer* answer);
inline constexpr auto pdf_entry_name = "synos_mssp_executive_pdf";

}  // namespace mssp::report
