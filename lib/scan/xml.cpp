#include "scan/xml.hpp"

#include <expat.h>
#include <fmt/core.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <memory>
#include <type_traits>
#include <utility>

#include "base/text.hpp"
#include "scan/encoding.hpp"

namespace mssp::scan {
namespace {

constexpr int chunk_bytes = 64 * 1024;

// Carries one document through expat. C++ exceptions must not cross expat's C frames: a callback that throws leaves its
// exception in failure_ and stops the parser, and run() throws it again.
class Run {
 public:
  Run(std::string_view file, XmlHandler& handler, const XmlLimits& limits)
      : file_(file), handler_(handler), limits_(limits), owner_(XML_ParserCreate(nullptr), &XML_ParserFree) {
    if (!owner_) throw std::bad_alloc();
    XML_SetUserData(parser(), this);
    XML_SetElementHandler(parser(), &Run::on_start, &Run::on_end);
    XML_SetCharacterDataHandler(parser(), &Run::on_text);
    XML_SetEntityDeclHandler(parser(), &Run::on_entity);
    XML_SetAttlistDeclHandler(parser(), &Run::on_attlist);
    XML_SetSkippedEntityHandler(parser(), &Run::on_skipped_entity);
    XML_SetUnknownEncodingHandler(parser(), &Run::on_unknown_encoding, nullptr);
  }

  XmlEnding run(const Source& source) {
    for (bool more = true; more;) {
      void* buffer = XML_GetBuffer(parser(), chunk_bytes);
      if (buffer == nullptr) throw std::bad_alloc();
      const std::size_t size = std::min(source(static_cast<char*>(buffer), chunk_bytes), std::size_t{chunk_bytes});
      more = size > 0;
      bytes_ += size;
      const XML_Status status = XML_ParseBuffer(parser(), static_cast<int>(size), more ? 0 : 1);
      if (failure_) std::rethrow_exception(failure_);
      if (status != XML_STATUS_OK) return stopped();
      check_token();
    }
    return {true, position(), elements_, bytes_};
  }

 private:
  XML_Parser parser() const { return owner_.get(); }

  Position position() const { return Here(parser()); }

  [[noreturn]] void refuse(std::string_view message, std::string hint = {}) const {
    throw malformed(file_, position(), message, std::move(hint));
  }

  XmlEnding stopped() const {
    switch (const XML_Error error = XML_GetErrorCode(parser())) {
      case XML_ERROR_NO_ELEMENTS:
      case XML_ERROR_UNCLOSED_TOKEN:
      case XML_ERROR_UNCLOSED_CDATA_SECTION:
      case XML_ERROR_PARTIAL_CHAR:
        return {false, position(), elements_, bytes_};
      case XML_ERROR_NO_MEMORY:
        throw std::bad_alloc();
      case XML_ERROR_UNKNOWN_ENCODING:
        refuse("an encoding that is not known", "save the file as UTF-8; windows-125x and ISO-8859-x are read as well");
      default:
        refuse(XML_ErrorString(error));
    }
  }

  // expat keeps an unfinished token in memory; how far it lags behind what it was fed is that token's size.
  void check_token() const {
    const XML_Index parsed = XML_GetCurrentByteIndex(parser());
    if (parsed >= 0 && bytes_ - static_cast<std::size_t>(parsed) > limits_.token_bytes)
      refuse(fmt::format("a tag or comment of more than {} bytes", limits_.token_bytes));
  }

  template <class Action>
  static void guarded(void* user, Action action) {
    Run& run = *static_cast<Run*>(user);
    if (run.failure_) return;
    try {
      action(run);
    } catch (...) {
      run.failure_ = std::current_exception();
      XML_StopParser(run.parser(), XML_FALSE);
    }
  }

  static void on_start(void* user, const XML_Char* name, const XML_Char** pairs) {
    guarded(user, [&](Run& run) {
      if (++run.elements_ > run.limits_.elements)
        run.refuse(fmt::format("more than {} elements", run.limits_.elements));
      if (++run.depth_ > run.limits_.depth)
        run.refuse(fmt::format("elements nested more than {} deep", run.limits_.depth));
      for (const XML_Char** pair = pairs; *pair != nullptr; pair += 2) {
        if (std::strlen(pair[1]) > run.limits_.attribute_bytes)
          run.refuse(fmt::format("an attribute value of more than {} bytes", run.limits_.attribute_bytes));
      }
      run.text_bytes_ = 0;
      run.handler_.start(name, Attributes(pairs), Here(run.parser()));
    });
  }

  static void on_end(void* user, const XML_Char* name) {
    guarded(user, [&](Run& run) {
      --run.depth_;
      run.text_bytes_ = 0;
      run.handler_.end(name, Here(run.parser()));
    });
  }

  static void on_text(void* user, const XML_Char* text, int size) {
    guarded(user, [&](Run& run) {
      run.text_bytes_ += static_cast<std::size_t>(size);
      if (run.text_bytes_ > run.limits_.text_bytes)
        run.refuse(fmt::format("a text of more than {} bytes", run.limits_.text_bytes));
      run.handler_.text({text, static_cast<std::size_t>(size)});
    });
  }

  static void on_entity(void* user, const XML_Char*, int, const XML_Char*, int, const XML_Char*, const XML_Char*,
                        const XML_Char*, const XML_Char*) {
    guarded(user, [](Run& run) { run.refuse("entity declarations are refused"); });
  }

  static void on_attlist(void* user, const XML_Char*, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    guarded(user, [](Run& run) { run.refuse("attribute declarations are refused"); });
  }

  // With an external DTD that was not read, expat would drop an entity it does not know in silence.
  static void on_skipped_entity(void* user, const XML_Char*, int) {
    guarded(user, [](Run& run) { run.refuse("undefined entity"); });
  }

  // Beyond UTF-8, UTF-16 and ISO-8859-1, which expat reads by itself.
  static int on_unknown_encoding(void*, const XML_Char* name, XML_Encoding* encoding) {
    const auto table = encoding_table(name);
    if (!table) return XML_STATUS_ERROR;
    std::copy(table->begin(), table->end(), encoding->map);
    encoding->data = nullptr;
    encoding->convert = nullptr;
    encoding->release = nullptr;
    return XML_STATUS_OK;
  }

  std::string_view file_;
  XmlHandler& handler_;
  XmlLimits limits_;
  std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> owner_;
  std::exception_ptr failure_;
  std::size_t bytes_ = 0;
  std::size_t elements_ = 0;
  std::size_t depth_ = 0;
  std::size_t text_bytes_ = 0;
};

}  // namespace

Here::operator Position() const {
  if (parser_ == nullptr) return {};
  const auto parser = static_cast<XML_Parser>(parser_);
  return {static_cast<std::size_t>(XML_GetCurrentLineNumber(parser)),
          static_cast<std::size_t>(XML_GetCurrentColumnNumber(parser)) + 1};
}

Error malformed(std::string_view file, Position at, std::string_view message, std::string hint) {
  return Error(Code::invalid_input, fmt::format("{}:{}:{}: {}", printable(file), at.line, at.column, message),
               std::move(hint));
}

std::optional<std::string_view> Attributes::get(std::string_view name) const {
  for (const char* const* pair = pairs_; *pair != nullptr; pair += 2) {
    if (name == pair[0]) return pair[1];
  }
  return std::nullopt;
}

std::string Attributes::text(std::string_view name) const {
  return std::string(get(name).value_or(""));
}

XmlEnding parse_xml(const Source& source, std::string_view file, XmlHandler& handler, const XmlLimits& limits) {
  return Run(file, handler, limits).run(source);
}

}  // namespace mssp::scan
