// Makes draft findings and coverage from a report of nmap.
#pragma once

#include <vector>

#include "finding/coverage.hpp"
#include "finding/finding.hpp"
#include "scan/report.hpp"

namespace mssp::finding {

// The drafts of one host that is up, in the order of its ports; the asset is Host::address(). Each identity once.
//   open port   source "nmap", rule "open-port", one per open port; severity after exposure.hpp, none of the scanner
//   weakness    source "nmap/SCRIPT", one for each that nse.hpp finds in the scripts of a port or of the host;
//               the scanner's severity is what its CVSS score means
std::vector<Draft> drafts_of(const scan::Host& host);

// The same for every host of the report; a host listed twice gives each identity once.
std::vector<Draft> drafts_of(const scan::Report& report);

// What the scan covered. Techniques that read silence as "open|filtered" (udp, fin, null, xmas, maimon, ipproto,
// sctpcookieecho) leave the ports they do not list undecided where the host had such; ack and window scans cannot see
// an open port and cover nothing. A script counts as having run when it reported anywhere or the arguments name it.
Coverage coverage_of(const scan::Report& report);

}  // namespace mssp::finding
