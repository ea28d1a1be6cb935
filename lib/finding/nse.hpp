// Reads what the scripts of nmap (NSE) say of weaknesses: vulners, scripts on nmap's vulns library, and others by their
// words.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "finding/finding.hpp"
#include "scan/report.hpp"

namespace mssp::finding {

// What a script says of one weakness, before it has a place. Texts are as the script wrote them: not safe to show.
struct Weakness {
  std::string rule;  // never empty
  std::string title;
  Severity severity = Severity::info;
  std::optional<Cvss> cvss;
  std::vector<std::string> cves;
};

//   vulners         the id of each entry (CVE or not) is the rule; CVSS as the script gives it. An exploit in the list
//                   stays an entry of its own, because vulners does not say which CVE it belongs to
//   vulns library   the first CVE is the rule, else the vulnerability's id or title; one for each in state VULNERABLE
//                   (high, or critical when "(Exploitable)") or LIKELY VULNERABLE (medium), unless it gives a CVSS
//                   score
//   other scripts   when the output holds the word VULNERABLE, not "NOT VULNERABLE": the script's id is the rule, high;
//                   the CVEs its output names
std::vector<Weakness> weaknesses_in(const scan::Script& script);

}  // namespace mssp::finding
