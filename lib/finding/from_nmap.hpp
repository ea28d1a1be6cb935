// Makes draft findings and coverage from a report of nmap.
#pragma once

#include <vector>

#include "finding/coverage.hpp"
#include "finding/finding.hpp"
#include "scan/report.hpp"

namespace mssp::finding {

// The drafts of one host that is up, in the order of its ports; the asset is Host::address(). Each identity once.
//   open port   source "nmap", rule "open-port", one per open port; severity after exposure.hpp, none of the scanner
//   vulners     source "nmap/vulners", the id of each entry (CVE or not) is the rule; CVSS as the script gives it
//   scripts on nmap's vulns library
//               source "nmap/SCRIPT", rule its first CVE, else its own id or title; one per vulnerability in state VULNERABLE
//               (high, or critical when "(Exploitable)") or LIKELY VULNERABLE (medium), unless it gives a CVSS score
//   other scripts whose output holds the word VULNERABLE, not "NOT VULNERABLE"
//               source "nmap/SCRIPT", rule SCRIPT, high; the CVEs its output names
std::vector<Draft> drafts_of(const scan::Host& host);

// drafts_of every host of the report.
std::vector<Draft> drafts_of(const scan::Report& report);

// What the scan covered. Techniques that read silence as "open|filtered" (udp, fin, null, xmas, maimon, ipproto,
// sctpcookieecho) leave the ports they do not list undecided where the host had such; ack and window scans cannot see
// an open port and cover nothing. A script counts as having run when it reported anywhere or the arguments name it.
Coverage coverage_of(const scan::Report& report);

}  // namespace mssp::finding
