// What the mail says that carries a report.
#pragma once

#include "mail/page.hpp"
#include "report/model.hpp"

namespace mssp::report {

mail::Page cover_letter(const Model& model);

}  // namespace mssp::report
