#include "reader/reader.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "reader/cyclonedx.hpp"
#include "reader/generic.hpp"
#include "reader/grype.hpp"
#include "reader/lynis.hpp"
#include "reader/nessus.hpp"
#include "reader/nmap.hpp"
#include "reader/nuclei.hpp"
#include "reader/openscap.hpp"
#include "reader/openvas.hpp"
#include "reader/packages.hpp"
#include "reader/qualys.hpp"
#include "reader/readable.hpp"
#include "reader/sarif.hpp"
#include "reader/shape.hpp"
#include "reader/trivy.hpp"
#include "reader/wazuh.hpp"
#include "reader/zap.hpp"

namespace mssp::reader {
namespace {

constexpr std::size_t start_bytes = std::size_t{64} << 10U;

// As UTF-8, without a byte order mark.
std::string start_of(const Input& input) {
  const Source source = input.open();
  std::string start(start_bytes, '\0');
  std::size_t filled = 0;
  while (filled < start.size()) {
    const std::size_t got = source(start.data() + filled, start.size() - filled);
    if (got == 0) break;
    filled += got;
  }
  start.resize(filled);
  return plain_start(std::move(start));
}

}  // namespace

const std::vector<Format>& formats() {
  static const std::vector<Format> all{
      {"nmap", "XML of nmap -oX", [](std::string_view start) { return root_element(start) == "nmaprun"; }, read_nmap},
      {"nessus", "XML (.nessus)", [](std::string_view start) { return root_element(start) == "NessusClientData_v2"; },
       read_nessus},
      {"zap", "XML", is_zap, read_zap},
      {"qualys", "XML", is_qualys_xml, read_qualys_xml},
      {"qualys", "XML of WAS", is_qualys_was, read_qualys_was},
      {"cyclonedx", "XML", is_cyclonedx_xml, read_cyclonedx_xml},
      {"openscap", "XCCDF results or ARF", is_openscap, read_openscap},
      {"openvas", "XML", is_openvas_xml, read_openvas_xml},
      {"cyclonedx", "JSON", is_cyclonedx_json, read_cyclonedx_json},
      {"sarif", "SARIF 2.1.0", is_sarif, read_sarif},
      {"zap", "JSON", is_zap_json, read_zap_json},
      {"trivy", "JSON", is_trivy, read_trivy},
      {"grype", "JSON", is_grype, read_grype},
      {"nuclei", "JSON or JSON Lines", is_nuclei, read_nuclei},
      {"wazuh", "JSON", is_wazuh, read_wazuh},
      {"generic", "JSON", is_generic_json, read_generic_json},
      {"lynis", "the report of lynis (.dat)", is_lynis, read_lynis},
      {"nessus", "CSV", is_nessus_csv, read_nessus_csv},
      {"openvas", "CSV", is_openvas_csv, read_openvas_csv},
      {"qualys", "CSV", is_qualys_csv, read_qualys_csv},
      {"generic", "CSV", is_generic_csv, read_generic_csv},
      {"packages", "the text of apt-get --simulate dist-upgrade", is_packages, read_packages},
  };
  return all;
}

std::vector<std::string> scanners() {
  std::vector<std::string> names;
  for (const Format& format : formats()) names.emplace_back(format.scanner);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

const Format& detect(const Input& input, std::string_view scanner) {
  const std::string start = start_of(input);
  const Format* only = nullptr;
  std::vector<std::string> forms;
  for (const Format& format : formats()) {
    if (scanner != "auto" && format.scanner != scanner) continue;
    if (format.matches(start)) return format;
    forms.emplace_back(format.form);
    only = &format;
  }
  // A scanner with one form only: its reader says best what is wrong, and where.
  if (forms.size() == 1) return *only;
  if (trim(start).empty()) throw Error(Code::invalid_input, "'" + input.name + "' is empty");
  if (scanner == "auto") {
    throw Error(Code::invalid_input, "'" + input.name + "' is in no form that is known",
                "--scanner names what made it: " + join(scanners(), ", "));
  }
  throw Error(Code::invalid_input, fmt::format("'{}' is in no form that {} writes", input.name, scanner),
              "it is to be " + join(forms, " or "));
}

}  // namespace mssp::reader
