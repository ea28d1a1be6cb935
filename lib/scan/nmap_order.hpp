// The command line that nmap is given: a fixed list made from a profile, in which no text of a user stands.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "config/profiles.hpp"
#include "scan/network.hpp"
#include "scan/scope.hpp"

namespace mssp::scan {

struct NmapFiles {
  std::filesystem::path targets;   // as nmap reads it with -iL
  std::filesystem::path excluded;  // empty: nothing is left out
  std::filesystem::path result;    // where its XML goes
};

// For one family of addresses: nmap(1) takes only one at a time. The targets come from a file that we write, so that
// nothing in them can be an option.
std::vector<std::string> nmap_arguments(const config::Profile& profile, bool v6, const NmapFiles& files);

// The networks of one family, one a line.
std::string address_list(const std::vector<Network>& networks, bool v6);

}  // namespace mssp::scan
