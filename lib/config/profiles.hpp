// scan-profiles.yml: how each kind of scan is made, in words of ours; no argument of a scanner is ever written there.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "config/problems.hpp"

namespace mssp::config {

// nmap looks at a tenant's networks; the others at the machine on which they run.
enum class Scanner { nmap, lynis, openscap, packages };
enum class Timing { polite, normal, aggressive };

struct Profile {
  std::string name;  // slug; `full` and `critical` are what the scan types of these names use
  Scanner scanner = Scanner::nmap;
  std::string program;          // absolute path
  std::string ports = "all";    // all, top-1 .. top-65535, or "22,80,8000-8100"
  bool versions = false;        // ask services what they are
  std::vector<std::string> scripts;
  Timing timing = Timing::normal;
  bool discovery = true;        // false: take every address for a machine that is up
  bool names = true;            // look host names up
  bool privileged = false;      // half-open scan with raw packets: needs root
  Seconds host_timeout{3600};
  Seconds timeout{12 * 3600};   // of the whole run
  std::string datastream;       // of OpenSCAP: absolute path, and the profile in it
  std::string benchmark;
  int line = 0;                 // 0: built in
};

std::string_view name(Scanner scanner);
std::string_view name(Timing timing);

// full: all TCP ports with versions. critical: the ports that are attacked first, and checks for well-known holes.
std::vector<Profile> built_in_profiles();

// The profiles of the file and those built in that it does not replace. Each name stands once.
std::vector<Profile> read_profiles(std::string_view text, Problems& problems);

}  // namespace mssp::config
