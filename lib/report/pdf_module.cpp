// The entry of the PDF module; see report/pdf_view.hpp.
#include <exception>

#include "base/error.hpp"
#include "report/pdf_document.hpp"
#include "report/pdf_view.hpp"

namespace mssp::report {
namespace {

void draw(const Model& model, std::string_view logo, PdfAnswer& answer) {
  static const pdf::Fonts fonts = pdf::Fonts::load();  // once for a batch; threads share the files
  std::optional<pdf::Picture> picture;
  try {
    if (!logo.empty()) picture = pdf::decode_png(logo);
  } catch (const Error& error) {
    answer.logo_trouble = error.message();
  }
  PdfFile file = pdf_file(model, fonts, picture);
  answer.bytes = std::move(file.bytes);
  answer.missing_characters = file.missing_characters;
}

}  // namespace
}  // namespace mssp::report

extern "C" __attribute__((visibility("default"))) void synos_mssp_report_pdf(std::size_t model_size,
                                                                             const mssp::report::Model* model,
                                                                             const std::string_view* logo,
                                                                             mssp::report::PdfAnswer* answer) {
  answer->failed = true;
  try {
    if (model_size != sizeof(mssp::report::Model)) {
      answer->message = "the PDF module is of another build";
      return;
    }
    mssp::report::draw(*model, *logo, *answer);
    answer->failed = false;
  } catch (const mssp::Error& error) {
    answer->code = error.code();
    answer->message = error.message();
    answer->hint = error.hint();
  } catch (const std::exception& bug) {
    answer->message = std::string("the PDF could not be drawn: ") + bug.what();
  }
}
