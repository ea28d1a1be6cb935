// Where the patch policy stands, as messages name it.
#pragma once

#include <string>

namespace mssp {
class Context;
}

namespace mssp::patch {

std::string policy_file(Context& context);

}  // namespace mssp::patch
