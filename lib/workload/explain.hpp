// Why nobody can take a duty, in the fewest facts that explain it.
#pragma once

#include <string>

#include "workload/board.hpp"

namespace mssp::workload {

// "tenant 'acme' needs the skill 'siem': only 'ann' has it, who is away until 2025-10-06T00:00:00Z". For a duty that no
// eligible person is left for; a person who already holds the tenant's other role in `primary` is named as such.
std::string explain(const Situation& situation, std::size_t tenant, const std::optional<std::size_t>& primary);

}  // namespace mssp::workload
