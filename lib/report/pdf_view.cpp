#include "report/pdf_view.hpp"

#include <dlfcn.h>

#include "base/error.hpp"
#include "world/child.hpp"

namespace mssp::report {
namespace {

constexpr auto module_name = "synos-mssp-pdf.so";

void* open_module(const std::filesystem::path& program) {
  const auto place = world::companion(program, module_name, "lib/synos-mssp");
  if (!place) {
    throw Error(Code::failed, std::string("the PDF module '") + module_name + "' is not installed beside the program",
                "install the package again, or ask for --format json");
  }
  if (void* module = dlopen(place->c_str(), RTLD_NOW | RTLD_LOCAL)) return module;
  throw Error(Code::failed, std::string("the PDF module cannot be loaded: ") + dlerror());
}

}  // namespace

DrawPdf load_pdf_view(const std::filesystem::path& program) {
  void* symbol = dlsym(open_module(program), pdf_entry_name);
  if (symbol == nullptr) throw Error(Code::failed, "the PDF module is of another build");
  const auto entry = reinterpret_cast<PdfEntry>(symbol);
  return [entry](const Model& model, std::string_view logo) {
    PdfAnswer answer;
    entry(sizeof(Model), &model, &logo, &answer);
    if (answer.failed) throw Error(answer.code, answer.message, answer.hint);
    return answer;
  };
}

}  // namespace mssp::report
