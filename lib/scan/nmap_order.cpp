#include "scan/nmap_order.hpp"

#include "base/text.hpp"

namespace mssp::scan {
namespace {

std::string timing(config::Timing timing) {
  switch (timing) {
    case config::Timing::polite:
      return "-T2";
    case config::Timing::normal:
      return "-T3";
    case config::Timing::aggressive:
      break;
  }
  return "-T4";
}

}  // namespace

std::vector<std::string> nmap_arguments(const config::Profile& profile, bool v6, const NmapFiles& files) {
  std::vector<std::string> words{"--noninteractive", "--no-stylesheet"};
  // Without rights nmap connects as any program does; with them it would also change how it looks for hosts.
  if (profile.privileged) {
    words.insert(words.end(), {"--privileged", "-sS"});
  } else {
    words.insert(words.end(), {"--unprivileged", "-sT"});
  }
  if (v6) words.emplace_back("-6");
  if (profile.ports == "all") {
    words.emplace_back("-p-");
  } else if (profile.ports.starts_with("top-")) {
    words.insert(words.end(), {"--top-ports", profile.ports.substr(4)});
  } else {
    words.insert(words.end(), {"-p", profile.ports});
  }
  if (profile.versions) words.emplace_back("-sV");
  if (!profile.scripts.empty()) words.insert(words.end(), {"--script", join(profile.scripts, ",")});
  words.push_back(timing(profile.timing));
  if (!profile.discovery) words.emplace_back("-Pn");
  if (!profile.names) words.emplace_back("-n");
  words.insert(words.end(), {"--host-timeout", std::to_string(profile.host_timeout.count()) + "s"});
  if (!files.excluded.empty()) words.insert(words.end(), {"--excludefile", files.excluded.native()});
  words.insert(words.end(), {"-oX", files.result.native(), "-iL", files.targets.native()});
  return words;
}

std::string address_list(const std::vector<Network>& networks, bool v6) {
  std::string lines;
  for (const Network& network : networks) {
    if (network.v6 == v6) lines += text(network) + "\n";
  }
  return lines;
}

}  // namespace mssp::scan
