// The scan files under tests/data/scans.
#pragma once

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "scan/nmap.hpp"
#include "support/paths.hpp"

namespace scan_files {

inline std::string content(const std::string& name) {
  std::ifstream file(mssp::test::data("scans/" + name), std::ios::binary);
  if (!file) throw std::runtime_error("no test file " + name);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline nlohmann::json expected() { return nlohmann::json::parse(content("expected.json")); }

inline mssp::scan::Report read(const std::string& xml, const mssp::scan::NmapOptions& options = {}) {
  return mssp::scan::read_nmap(mssp::scan::from_text(xml), "scan.xml", options);
}

}  // namespace scan_files
