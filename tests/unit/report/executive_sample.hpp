// Executive reports to test with: a usual month, nothing at all, and data that wants to break the page.
#pragma once

#include "report/model.hpp"

namespace mssp::report::sample {

Executive usual();
Executive empty();  // a tenant of whom nothing is known yet
Executive hostile();

}  // namespace mssp::report::sample
