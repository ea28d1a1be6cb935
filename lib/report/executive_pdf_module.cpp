// The entry of the PDF module; see report/pdf_view.hpp.
#include <exception>

#include "base/error.hpp"
#include "report/executive_pdf.hpp"
#include "report/pdf_view.hpp"

namespace mssp::report {
namespace {

std::string draw(const Executive& report) {
  static const pdf::Fonts fonts = pdf::Fonts::load();  // once for a batch
  return executive_pdf(report, fonts);
}

}  // namespace
}  // namespace mssp::report

extern "C" __attribute__((visibility("default"))) void synos_mssp_executive_pdf(std::size_t model_size,
                                                                                const mssp::report::Executive* report,
                                                                                mssp::report::PdfAnswer* answer) {
  answer->failed = true;
  try {
    if (model_size != sizeof(mssp::report::Executive)) {
      answer->message = "the PDF module is of another build";
      return;
    }
    answer->bytes = mssp::report::draw(*report);
    answer->failed = false;
  } catch (const mssp::Error& error) {
    answer->code = error.code();
    answer->message = error.message();
    answer->hint = error.hint();
  } catch (const std::exception& bug) {
    answer->message = std::string("the PDF could not be drawn: ") + bug.what();
  }
}
