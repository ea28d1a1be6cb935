// The sections of the executive report's PDF, in the order in which they stand on its pages. Each draws its heading and
// says in a sentence when there is nothing to show.
#pragma once

#include "pdf/flow.hpp"
#include "pdf/palette.hpp"
#include "report/model.hpp"

namespace mssp::report::sections {

inline constexpr pdf::Style body{9.5, pdf::palette::ink};

void kpis(pdf::Flow& flow, const Executive& report);
void story(pdf::Flow& flow, const char* title, const std::vector<std::string>& paragraphs, const char* when_empty);
void findings(pdf::Flow& flow, const Executive& report);  // with the trend beside them
void baseline(pdf::Flow& flow, const Executive& report);
void tickets(pdf::Flow& flow, const Executive& report);
void service_levels(pdf::Flow& flow, const Executive& report);
void uptime(pdf::Flow& flow, const Executive& report);
void risks(pdf::Flow& flow, const Executive& report);
void coverage(pdf::Flow& flow, const Executive& report);
void usage(pdf::Flow& flow, const Executive& report);
void recommendations(pdf::Flow& flow, const Executive& report);
void definitions(pdf::Flow& flow, const Executive& report);
void data_age(pdf::Flow& flow, const Executive& report);
void contact(pdf::Flow& flow, const Executive& report);

}  // namespace mssp::report::sections
