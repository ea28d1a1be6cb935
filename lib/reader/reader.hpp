// Readers of the files that scanners write: each turns one format into what a sink takes, as a stream.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.hpp"
#include "finding/sink.hpp"

namespace mssp::reader {

struct Input {
  std::string name;  // for errors, safe to show
  Opening open;
  std::string asset;  // what the user says was scanned, for files that do not name it; may be empty
};

using Read = finding::Facts (*)(const Input& input, finding::Sink& sink);

// One scanner and a form in which it writes: "nessus" writes XML and CSV.
struct Format {
  std::string_view scanner;  // as --scanner names it, and as findings name their source
  std::string_view form;     // "Nessus v2 XML (.nessus)"
  bool (*matches)(std::string_view start);  // by the first bytes of a file, at most 64 KiB, without a byte order mark
  Read read;
};

// Every format, those that are told apart most surely first.
const std::vector<Format>& formats();

// The scanners' names, each once, sorted.
std::vector<std::string> scanners();

// The format in which a file is written: of one scanner, or with "auto" of any. Error{invalid_input} when it is none.
const Format& detect(const Input& input, std::string_view scanner);

}  // namespace mssp::reader
