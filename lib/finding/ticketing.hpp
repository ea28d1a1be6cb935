// Tickets made of findings: which findings go together, how urgent that is, and what the ticket says.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "finding/finding_store.hpp"
#include "sla/clock.hpp"

namespace mssp::finding {

// One ticket for every rule of a source, or for every asset.
enum class Per { rule, asset };
std::string_view name(Per per);
std::optional<Per> parse_per(std::string_view word);

// What a ticket is about.
struct Subject {
  std::string tenant;  // slug
  Per per = Per::rule;
  std::string source;   // of the rule; empty for an asset
  std::string subject;  // the rule, or the asset's address
  friend auto operator<=>(const Subject&, const Subject&) = default;
};

// Findings of one subject, in the order in which they were given; never empty.
struct Group {
  Subject subject;
  std::vector<Finding> findings;
  bool exploited = false;  // one names a CVE that is known to be exploited
};

// Groups in the order of their first findings. `exploited` tells of a CVE whether it is known to be.
std::vector<Group> groups_of(const std::vector<Finding>& findings, Per per,
                             const std::function<bool(const std::string& cve)>& exploited);

// By the worst finding: critical P1, high P2, medium P3, low and info P4; one step up when it is known to be exploited.
sla::Priority priority_of(const Group& group);

// The title that all findings have, "findings of nmap, rule open-port" or "findings on 192.0.2.7 (web.example)": without
// a number, which the next run may change. At most 200 bytes.
std::string subject_line(const Group& group);

// What the ticket begins with: severity, affected assets, CVEs, what the scanner says with its repair, and where to read
// more. At most 20,000 bytes; what is left out is counted.
std::string ticket_text(const Group& group);

// What is told when findings join a ticket that is there.
std::string joined_text(const Group& group);

// What is told when none of a ticket's findings is open any more: after a scan, and after a decision that made the last
// of them `state`.
std::string settled_text(std::int64_t fixed, std::int64_t findings, std::string_view scan);
std::string decided_text(std::int64_t fixed, std::int64_t findings, State state);

}  // namespace mssp::finding
