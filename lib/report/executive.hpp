// The executive report: from figures to what a manager reads in ten seconds. Words and judgements only; every number
// comes from the figures.
#pragma once

#include "report/figures.hpp"
#include "report/model.hpp"

namespace mssp::report {

// `frozen_at` is the date the report bears.
Executive executive(const Figures& figures, Instant frozen_at);

// "97.8 %": floored to one decimal, so that it never reads 100.0 % unless it is; "n/a" when there is nothing to divide.
std::string percent_text(const std::optional<Percent>& percent);

}  // namespace mssp::report
