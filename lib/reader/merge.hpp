// Makes one result of rows that follow each other and differ only in their CVE.
#pragma once

#include <optional>

#include "finding/sink.hpp"

namespace mssp::reader {

class Merge {
 public:
  explicit Merge(finding::Sink& sink) : sink_(sink) {}

  // Gives the one before to the sink, unless this is the same.
  void add(finding::Draft draft);
  void end();

 private:
  finding::Sink& sink_;
  std::optional<finding::Draft> held_;
};

}  // namespace mssp::reader
