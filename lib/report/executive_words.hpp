// The sentences of the executive report.
#pragma once

#include <string>
#include <vector>

#include "report/figures.hpp"
#include "report/model.hpp"

namespace mssp::report {

std::vector<std::string> what_happened(const Figures& figures);
std::vector<std::string> what_we_did(const Figures& figures);
std::vector<std::string> what_you_decide(const Figures& figures);
std::vector<Recommendation> recommendations(const Figures& figures);
std::vector<Definition> definitions();

}  // namespace mssp::report
