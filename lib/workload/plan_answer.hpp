// A plan as people and programs read it.
#pragma once

#include "render/value.hpp"
#include "workload/situation.hpp"

namespace mssp::workload {

// "36.1 %" of thousandths.
std::string percent(std::int64_t thousandths);

render::Record answer(const Staffing& staffing, const Plan& plan, bool applied);

}  // namespace mssp::workload
