// Whether a file made of a report is as it was made.
#pragma once

#include <filesystem>
#include <string>

namespace mssp::report {

std::string state_of(const std::filesystem::path& path, const std::string& sha256);  // "whole", "missing" or "altered"

}  // namespace mssp::report
