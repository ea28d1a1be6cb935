// The lists that some reports hold in full: findings, accepted risks, assets, what was reported before. Each is one
// statement. `until` is the instant of which they tell, not included.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "report/figures.hpp"

namespace mssp::report {

// SQL that holds for the findings `f` that count as open at an instant ("$2"): seen by then and not fixed by then.
// Accepted risks and false positives are no open findings.
std::string open_at(const std::string& instant);

// Open at that instant; worst first, then by due time. `most` of them (those of severity info are left out then), or all.
std::vector<FindingLine> open_findings(db::Connection& store, std::int64_t tenant, Instant until, std::optional<std::int64_t> most);
std::vector<FindingLine> accepted_findings(db::Connection& store, std::int64_t tenant, Instant until);  // soonest to expire first
// Marks the findings of which a CVE is in the catalogue; none when there is no catalogue. Two statements.
std::optional<Catalogue> mark_exploited(db::Connection& store, std::vector<FindingLine>& findings);
std::int64_t reopened_findings(db::Connection& store, std::int64_t tenant, Instant until);
std::vector<AssetLine> assets(db::Connection& store, std::int64_t tenant, Instant until);  // by address

// "executive 2025-09, revision 1": made in the period, oldest first.
std::vector<std::string> reports_made(db::Connection& store, std::int64_t tenant, const Period& period);
// The titles in the section 'recommendations' of the latest report of that type and period; none when there is none.
std::optional<std::vector<std::string>> recommended_before(db::Connection& store, std::int64_t tenant, const std::string& type,
                                                           const std::string& period);

}  // namespace mssp::report
