// Tenants that configuration files name and nobody knows.
#include <catch2/catch.hpp>

#include "config/load.hpp"
#include "config/named_tenants.hpp"

using namespace mssp;
using namespace mssp::config;

namespace {

// Files that are there, by name.
Folder folder_of(std::map<std::string, std::string> files) {
  return {"/etc/x/", [files = std::move(files)](const std::string& name) {
            const auto found = files.find(name);
            return found == files.end() ? std::nullopt : std::optional(found->second);
          }};
}

std::vector<std::string> unknown(const Folder& folder) {
  std::vector<std::string> all;
  for (const Error& error : unknown_tenants(named_tenants(folder), {"acme", "beta"})) all.push_back(error.message() + "|" + error.hint());
  return all;
}

}  // namespace

TEST_CASE("each tenant that a file names is looked up, with its place") {
  CHECK(unknown(folder_of({})).empty());
  CHECK(unknown(folder_of({{"remediation.yml", "tenants:\n  - {tenant: acme, low: 3}\n  - {low: 1, tenant: acne}\n  - {tenant: aa-last, low: 1}\n"},
                           {"patch-policy.yml", "default: {reboot: never}\npolicies:\n  - {tenant: gone, reboot: never}\n  - {tenant: beta, reboot: never}\n"},
                           {"scan-schedule.yml", "schedules:\n  - {tenant: all, scan_type: full, frequency: daily, time: \"02:00\"}\n"
                                                 "  - {tenant: bet, scan_type: full, frequency: daily, time: \"02:00\"}\n"}})) ==
        std::vector<std::string>{"/etc/x/scan-schedule.yml:3:14: no tenant 'bet'|did you mean 'beta'?",
                                 "/etc/x/remediation.yml:3:22: no tenant 'acne'|did you mean 'acme'?",
                                 "/etc/x/remediation.yml:4:14: no tenant 'aa-last'|", "/etc/x/patch-policy.yml:3:14: no tenant 'gone'|"});
}

TEST_CASE("what is no tenant's name is a mistake of another kind") {
  CHECK(unknown(folder_of({{"remediation.yml", "tenants:\n  - {low: 3}\n  - {tenant: 'No Name'}\n"}, {"patch-policy.yml", "policies: [{}"}})).empty());
}
