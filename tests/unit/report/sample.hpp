// Figures as a busy, an empty and a hostile customer would have them, for the tests of reports.
#pragma once

#include <string>

#include "report/figures.hpp"
#include "report/report_types.hpp"

namespace mssp::report::sample {

inline const Instant frozen = instant(1759276800);  // 2025-10-01T00:00:00Z

Figures usual(int months = 1);
Figures empty(int months = 1);
Figures hostile();

Model model(const std::string& type, const Figures& figures);
Model usual_model(const std::string& type);

// How many findings the appendix and the register of a report hold.
Figures with_findings(std::size_t count);

}  // namespace mssp::report::sample
