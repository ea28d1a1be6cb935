// libharu's C objects behind exceptions: every call that fails throws mssp::Error, and one owner frees everything.
#pragma once

#include <hpdf.h>

#include <memory>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace mssp::pdf {

class Haru {
 public:
  Haru();

  HPDF_Doc get() const { return document_.get(); }

  void check(HPDF_STATUS status) const {
    if (status != HPDF_OK) fail(status);
  }
  template <class T>
  T* made(T* object) const {
    if (object == nullptr) fail(HPDF_GetError(get()));
    return object;
  }

  // New objects that the file refers to by number. libharu owns them from the start.
  HPDF_Dict dictionary() const;
  HPDF_Dict stream(std::string_view bytes) const;         // compressed when written
  HPDF_Dict packed_stream(std::string_view bytes) const;  // compressed already

  // Entries of a dictionary; the dictionary owns what it is given.
  void put(HPDF_Dict to, const char* key, void* object) const { check(HPDF_Dict_Add(to, key, made(object))); }
  void put_name(HPDF_Dict to, const char* key, const std::string& name) const;
  void put_number(HPDF_Dict to, const char* key, int number) const;
  void put_text(HPDF_Dict to, const char* key, std::string_view utf8) const;    // any language, at most 400 characters
  void put_bytes(HPDF_Dict to, const char* key, std::string_view bytes) const;  // plain ASCII

  HPDF_Dict inner(HPDF_Dict to, const char* key) const;  // a new dictionary inside another
  HPDF_Array list(HPDF_Dict to, const char* key) const;  // a new list inside a dictionary
  void* binary(std::string_view bytes) const;            // a byte string, written as hexadecimal

  static int number(HPDF_Dict object) {
    return static_cast<int>(object->header.obj_id & 0x00FFFFFF);
  }  // of an indirect one
  int first_free() const { return static_cast<int>(get()->xref->start_offset + get()->xref->entries->count); }

  std::string save() const;

 private:
  [[noreturn]] static void fail(HPDF_STATUS status);

  struct Free {
    void operator()(HPDF_Doc document) const { HPDF_Free(document); }
  };
  std::unique_ptr<std::remove_pointer_t<HPDF_Doc>, Free> document_;
};

}  // namespace mssp::pdf
