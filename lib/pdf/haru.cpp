#include "pdf/haru.hpp"

#include <fmt/core.h>

#include "pdf/clean_text.hpp"
#include "pdf/text_string.hpp"

namespace mssp::pdf {

// Without a handler libharu keeps the error for HPDF_GetError; one that threw would unwind through C.
Haru::Haru() : document_(HPDF_New(nullptr, nullptr)) {
  if (!document_) fail(HPDF_FAILD_TO_ALLOC_MEM);
  check(HPDF_SetCompressionMode(get(), HPDF_COMP_ALL));
  get()->pdf_version = HPDF_VER_17;  // ISO 32000-1
}

void Haru::fail(HPDF_STATUS status) {
  if (status == HPDF_FAILD_TO_ALLOC_MEM) throw Error{Code::failed, "cannot write the PDF file: out of memory"};
  throw Error{Code::failed, fmt::format("cannot write the PDF file: libharu error 0x{:04x}", status)};
}

HPDF_Dict Haru::dictionary() const {
  const HPDF_Dict object = made(HPDF_Dict_New(get()->mmgr));
  check(HPDF_Xref_Add(get()->xref, object));
  return object;
}

HPDF_Dict Haru::stream(std::string_view bytes) const {
  const HPDF_Dict object = packed_stream(bytes);
  object->filter = HPDF_STREAM_FILTER_FLATE_DECODE;
  object->write_fn = nullptr;
  return object;
}

HPDF_Dict Haru::packed_stream(std::string_view bytes) const {
  const HPDF_Dict object = made(HPDF_DictStream_New(get()->mmgr, get()->xref));
  // An entry /Filter would be taken away again when the object is written.
  object->write_fn = [](HPDF_Dict, HPDF_Stream out) { return HPDF_Stream_WriteStr(out, "/Filter /FlateDecode\012"); };
  check(HPDF_Stream_Write(object->stream, reinterpret_cast<const HPDF_BYTE*>(bytes.data()),
                          static_cast<HPDF_UINT>(bytes.size())));
  return object;
}

void Haru::put_name(HPDF_Dict to, const char* key, const std::string& name) const {
  check(HPDF_Dict_AddName(to, key, name.c_str()));
}

void Haru::put_number(HPDF_Dict to, const char* key, int number) const {
  check(HPDF_Dict_AddNumber(to, key, number));
}

void Haru::put_text(HPDF_Dict to, const char* key, std::string_view utf8) const {
  put(to, key, binary("\xfe\xff" + utf16be(clean(utf8).substr(0, longest_text))));
}

void Haru::put_bytes(HPDF_Dict to, const char* key, std::string_view bytes) const {
  put(to, key, HPDF_String_New(get()->mmgr, std::string(bytes).c_str(), nullptr));
}

HPDF_Dict Haru::inner(HPDF_Dict to, const char* key) const {
  const HPDF_Dict object = made(HPDF_Dict_New(get()->mmgr));
  put(to, key, object);
  return object;
}

HPDF_Array Haru::list(HPDF_Dict to, const char* key) const {
  const HPDF_Array object = made(HPDF_Array_New(get()->mmgr));
  put(to, key, object);
  return object;
}

void* Haru::binary(std::string_view bytes) const {
  std::string copy(bytes);
  return made(
      HPDF_Binary_New(get()->mmgr, reinterpret_cast<HPDF_BYTE*>(copy.data()), static_cast<HPDF_UINT>(copy.size())));
}

std::string Haru::save() const {
  check(HPDF_SaveToStream(get()));
  HPDF_UINT32 size = HPDF_GetStreamSize(get());
  std::string bytes(size, '\0');
  check(HPDF_ResetStream(get()));
  const HPDF_UINT32 expected = size;
  const HPDF_STATUS status = HPDF_ReadFromStream(get(), reinterpret_cast<HPDF_BYTE*>(bytes.data()), &size);
  if (status != HPDF_STREAM_EOF) check(status);  // libharu reports the end of what it gave in full
  if (size != expected) fail(HPDF_STREAM_EOF);
  return bytes;
}

}  // namespace mssp::pdf
