// Reads what `nmap -oX` writes (elements and attributes after nmap.dtd, xmloutputversion 1.03 to 1.05).
#pragma once

#include <functional>

#include "scan/report.hpp"
#include "scan/xml.hpp"

namespace mssp::scan {

// What to do with a file that stops before </nmaprun>, as a killed scan or a full disk leaves it. The element that was
// being read at the cut is dropped: a host is given whole or not at all.
enum class Truncation { keep, refuse };

struct NmapOptions {
  Truncation truncation = Truncation::keep;
  XmlLimits limits;
};

// Reads `source` to its end; `file` names it in errors. Throws Error{invalid_input} when the file is empty, not
// well-formed, breaks a limit, or has another root element than <nmaprun>.
// A value that cannot be (port 70000, an address that is none) costs that element only, which `problems` records; a
// <scaninfo> that cannot be read leaves its ports not scanned, so that it can never close a finding.
Report read_nmap(const Source& source, std::string_view file, const NmapOptions& options = {});

// The same in constant memory: each host is handed over as it ends, and `hosts` of the result stays empty.
Report read_nmap(const Source& source, std::string_view file, const NmapOptions& options,
                 const std::function<void(Host&&)>& each_host);

}  // namespace mssp::scan
