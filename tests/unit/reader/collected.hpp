// A sink that keeps what a reader tells, for tests.
#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "reader/reader.hpp"

namespace mssp::test {

struct Collected : finding::Sink {
  std::vector<finding::AssetSeen> assets;
  std::vector<finding::Draft> drafts;
  std::vector<std::string> problems;
  finding::Facts facts;
  std::string scanner;

  void asset(finding::AssetSeen asset) override { assets.push_back(std::move(asset)); }
  void draft(finding::Draft draft) override { drafts.push_back(std::move(draft)); }
  void problem(std::string what) override { problems.push_back(std::move(what)); }
};

// What the bytes tell when they are read as a file of `scanner`, or of the one they are detected to be.
inline Collected collect(const std::string& bytes, std::string_view scanner = "auto", const std::string& asset = "") {
  Collected all;
  const reader::Input input{"file", [&] { return from_text(bytes); }, asset};
  const reader::Format& format = reader::detect(input, scanner);
  all.scanner = format.scanner;
  all.facts = format.read(input, all);
  return all;
}

// The message with which they are refused; empty when they are not.
inline std::string refusal(const std::string& bytes, std::string_view scanner = "auto") {
  try {
    collect(bytes, scanner);
  } catch (const Error& error) {
    return error.code() == Code::invalid_input ? error.message() : "another code: " + error.message();
  }
  return {};
}

}  // namespace mssp::test
