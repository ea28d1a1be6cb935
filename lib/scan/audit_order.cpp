#include "scan/audit_order.hpp"

namespace mssp::scan {

std::vector<std::string> audit_arguments(const config::Profile& profile, const std::filesystem::path& result) {
  if (profile.scanner == config::Scanner::openscap) {
    return {"xccdf", "eval", "--profile", profile.benchmark, "--results", result.native(), profile.datastream};
  }
  if (profile.scanner == config::Scanner::packages) {
    // What is on hold is told as well: it is outdated all the same. Without a lock, which a simulation does not need.
    return {"--simulate", "-o", "Debug::NoLocking=true", "--ignore-hold", "dist-upgrade"};
  }
  return {"audit", "system", "--no-colors", "--quiet", "--report-file", result.native(), "--log-file", result.native() + ".log"};
}

}  // namespace mssp::scan
