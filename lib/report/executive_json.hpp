// The executive report as JSON, for machines, for the store and for telling whether anything changed.
#pragma once

#include "render/value.hpp"
#include "report/model.hpp"

namespace mssp::report {

// Everything but the date the report was frozen at: two models with the same JSON are the same report.
render::Object executive_json(const Executive& report);

}  // namespace mssp::report
