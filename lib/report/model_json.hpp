// A report's model as JSON: for machines, for the store, and for telling whether anything changed. Its shape is that of
// schemas/output/report-model.schema.json.
#pragma once

#include <string>
#include <string_view>

#include "render/value.hpp"
#include "report/model.hpp"

namespace mssp::report {

// Everything but the date the report was frozen at: two models with the same JSON are the same report.
render::Object model_json(const Model& model);

// The model that gave this JSON. Error{invalid_input} "WHERE: ..." when it is no such text.
Model read_model(std::string_view text, const std::string& where);

}  // namespace mssp::report
