// The command lines of scanners that look at the machine on which they run: fixed lists made from a profile.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "config/profiles.hpp"

namespace mssp::scan {

// lynis(8) writes its report, oscap(8) the results of the profile that `benchmark` names, into `result`; apt-get(8) prints
// what it would upgrade. None of them changes anything.
std::vector<std::string> audit_arguments(const config::Profile& profile, const std::filesystem::path& result);

}  // namespace mssp::scan
