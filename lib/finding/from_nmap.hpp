// Makes draft findings and coverage from a report of nmap.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "finding/finding.hpp"
#include "finding/sink.hpp"
#include "scan/report.hpp"

namespace mssp::finding {

// The drafts of one host that is up, in the order of its ports; the asset is Host::address(). Each identity once.
//   open port   source "nmap", rule "open-port", one per open port; severity after exposure.hpp, none of the scanner
//   weakness    source "nmap/SCRIPT", one for each that nse.hpp finds in the scripts of a port or of the host;
//               the scanner's severity is what its CVSS score means
std::vector<Draft> drafts_of(const scan::Host& host);

// The same for every host of the report; a host listed twice gives each identity once.
std::vector<Draft> drafts_of(const scan::Report& report);

// What is known of the ports of one host that is up.
AssetSeen asset_of(const scan::Host& host);

// What the scan looked at, but for its hosts. Techniques that read silence as "open|filtered" are udp, fin, null, xmas,
// maimon, ipproto and sctpcookieecho: they leave the ports they do not list undecided where a host had such. ack and window scans cannot see an open port and cover nothing.
std::vector<std::string> ambiguous_protocols(const std::vector<scan::Scanned>& scanned);
std::map<std::string, std::vector<PortSpan>> spans_of(const std::vector<scan::Scanned>& scanned);

// The scripts that ran, as sources: those the arguments name. One that reported anywhere ran, too.
std::set<std::string> named_sources(std::string_view arguments);
void add_sources(std::set<std::string>& sources, const scan::Host& host);

}  // namespace mssp::finding
