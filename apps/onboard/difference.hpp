// A change of the store as `onboard apply` shows it: what was, what will be, and which line of the file asks for it.
#pragma once

#include <string>
#include <vector>

#include "audit/audit.hpp"
#include "render/value.hpp"

namespace mssp::onboard {

struct Difference {
  int line = 0;  // of the file
  std::string object;
  render::Value before;  // nothing: it is added
  render::Value after;   // nothing: it is removed
};
Difference difference(const audit::Change& change, int line);

render::Object describe(const Difference& difference);

// "+ line 7: user ann@acme.com: role admin", "~ line 3: tenant acme-corp: seats 20 -> 25", "- line 4: scan scope 192.0.2.0/24".
std::string line(const Difference& difference);

std::string counts(const std::vector<Difference>& differences);  // "3 added, 1 changed"

}  // namespace mssp::onboard
