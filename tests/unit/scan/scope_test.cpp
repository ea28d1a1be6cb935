#include "scan/scope.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "scan/audit_order.hpp"
#include "scan/nmap_order.hpp"

using namespace mssp;
using namespace mssp::scan;

namespace {

Network network(const std::string& text) { return parse_network(text).value(); }

const Instant now = instant(1'000'000);

Scope allowed(const std::string& text, Instant until = now + Seconds{1}) {
  return {.network = network(text), .excluded = false, .reference = "c-1", .until = until};
}
Scope excluded(const std::string& text) { return {.network = network(text), .excluded = true, .reference = "", .until = {}}; }

std::vector<std::string> texts(const std::vector<Network>& networks) {
  std::vector<std::string> all;
  for (const Network& each : networks) all.push_back(text(each));
  return all;
}

template <class Call>
std::string refusal(Code code, Call call) {
  try {
    call();
  } catch (const Error& error) {
    CHECK(error.code() == code);
    return error.message();
  }
  return "no refusal";
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("networks are read in one spelling only") {
  for (const auto& [written, shown] : std::vector<std::pair<std::string, std::string>>{
           {"192.0.2.0/24", "192.0.2.0/24"}, {"192.0.2.7", "192.0.2.7"}, {"192.0.2.7/32", "192.0.2.7"}, {"0.0.0.0/0", "0.0.0.0/0"},
           {"2001:DB8:0::/120", "2001:db8::/120"}, {"2001:db8::1/128", "2001:db8::1"}}) {
    INFO(written);
    CHECK(text(network(written)) == shown);
  }
  for (const std::string wrong : {"", "/24", "192.0.2.0/", "192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/0x8", "192.0.2.0/24/24", "192.0.2",
                                  "010.0.0.1", "192.0.2.1-9", "192.0.2.*", "example.net", "-iL", "fe80::1%eth0", "2001:db8::/129", " 192.0.2.1",
                                  "192.0.2.0/00024"}) {
    INFO(wrong);
    CHECK_FALSE(parse_network(wrong));
  }
}

TEST_CASE("a network contains what shares its first bits") {
  CHECK(network("192.0.2.0/25").contains(network("192.0.2.127")));
  CHECK_FALSE(network("192.0.2.0/25").contains(network("192.0.2.128")));
  CHECK_FALSE(network("192.0.2.0/25").contains(network("192.0.2.0/24")));
  CHECK(network("0.0.0.0/0").contains(network("255.255.255.255")));
  CHECK_FALSE(network("0.0.0.0/0").contains(network("::1")));
  CHECK(network("2001:db8::/33").contains(network("2001:db8:7fff::1")));
  CHECK_FALSE(network("2001:db8::/33").contains(network("2001:db8:8000::1")));
  CHECK(text(network("192.0.2.77/28").begin()) == "192.0.2.64/28");
  CHECK(network("192.0.2.0/24").size() == 256);
  CHECK(network("2001:db8::/32").size() == std::int64_t{1} << 62);
}

TEST_CASE("what is no machine's cannot be authorised") {
  for (const std::string special : {"0.0.0.0", "0.0.0.0/8", "224.0.0.1", "255.255.255.255", "240.0.0.0/8", "::", "ff02::1",
                                    "::ffff:10.0.0.1", "::ffff:0:0/112"}) {
    INFO(special);
    CHECK(is_special(network(special)));
  }
  for (const std::string plain : {"127.0.0.1", "10.0.0.0/8", "192.0.2.0/24", "::1", "2001:db8::/64", "fe80::1"}) {
    INFO(plain);
    CHECK_FALSE(is_special(network(plain)));
  }
  CHECK(refusal(Code::usage, [] { checked_network("192.0.2.1/24"); }) == "--network must be the first address of a network, not '192.0.2.1/24'");
}

TEST_CASE("targets are what is authorised now, less what is excluded") {
  const std::vector<Scope> scopes{allowed("192.0.2.0/24"), allowed("198.51.100.0/24", now), excluded("192.0.2.9"), allowed("2001:db8::/120")};
  const Targets all = targets("acme", scopes, {}, now);
  CHECK(texts(all.networks) == Texts{"192.0.2.0/24", "2001:db8::/120"});
  CHECK(texts(all.excluded) == Texts{"192.0.2.9"});
  CHECK(all.has(network("192.0.2.8")));
  CHECK_FALSE(all.has(network("192.0.2.9")));
  CHECK_FALSE(all.has(network("198.51.100.1")));
  CHECK(all.any(true));
  CHECK(texts(targets("acme", scopes, {network("192.0.2.0/28"), network("192.0.2.0/28")}, now).networks) == Texts{"192.0.2.0/28"});
  CHECK(refusal(Code::denied, [&] { targets("acme", scopes, {network("203.0.113.1")}, now); }) ==
        "'203.0.113.1' is outside the networks that tenant 'acme' has authorised");
  CHECK(refusal(Code::denied, [&] { targets("acme", scopes, {network("198.51.100.1")}, now); }) ==
        "'198.51.100.1' may not be scanned for tenant 'acme': its authorisation 'c-1' ended 1970-01-12T13:46:40Z");
  CHECK(refusal(Code::denied, [&] { targets("acme", scopes, {network("192.0.2.0/23")}, now); }).starts_with("'192.0.2.0/23' is outside"));
  CHECK(refusal(Code::denied, [&] { targets("acme", scopes, {network("192.0.2.9")}, now); }) == "'192.0.2.9' is excluded from the scans of tenant 'acme'");
  CHECK(refusal(Code::denied, [] { targets("acme", {}, {}, now); }) == "tenant 'acme' has authorised no networks");
  CHECK(refusal(Code::denied, [] { targets("acme", {allowed("192.0.2.0/24", now)}, {}, now); }) == "no authorisation of tenant 'acme' is in force");
  CHECK(refusal(Code::denied, [] { targets("acme", {allowed("192.0.2.1"), excluded("192.0.2.0/24")}, {}, now); }) ==
        "all networks of tenant 'acme' are excluded");
  CHECK(refusal(Code::limit, [] { targets("acme", {allowed("10.0.0.0/16"), allowed("192.0.2.1")}, {}, now); }) ==
        "one scan takes at most 65536 addresses; '192.0.2.1' would exceed that");
}

TEST_CASE("a result may tell of authorised addresses only") {
  const std::vector<Scope> scopes{allowed("192.0.2.0/24", now - Seconds{1}), excluded("192.0.2.9")};
  CHECK_NOTHROW(require_in_scope("acme", scopes, {"192.0.2.1", "00:11:22:33:44:55", "web.acme.example"}));
  CHECK_NOTHROW(require_in_scope("acme", {}, {"203.0.113.1"}));
  CHECK(refusal(Code::denied, [&] { require_in_scope("acme", scopes, {"192.0.2.1", "203.0.113.1"}); }).starts_with("'203.0.113.1' is outside"));
  CHECK(refusal(Code::denied, [&] { require_in_scope("acme", scopes, {"192.0.2.9"}); }).starts_with("'192.0.2.9' is outside"));
}

TEST_CASE("nmap is given a fixed list") {
  config::Profile profile = config::built_in_profiles().front();
  CHECK(nmap_arguments(profile, false, {"/t", "/e", "/r"}) ==
        Texts{"--noninteractive", "--no-stylesheet", "--unprivileged", "-sT", "-p-", "-sV", "-T4", "--host-timeout", "3600s", "--excludefile", "/e",
              "-oX", "/r", "-iL", "/t"});
  profile.ports = "top-100";
  profile.versions = false;
  profile.privileged = true;
  profile.discovery = false;
  profile.names = false;
  profile.timing = config::Timing::polite;
  profile.scripts = {"ssl-cert", "banner"};
  CHECK(nmap_arguments(profile, true, {"/t", {}, "/r"}) ==
        Texts{"--noninteractive", "--no-stylesheet", "--privileged", "-sS", "-6", "--top-ports", "100", "--script", "ssl-cert,banner", "-T2", "-Pn",
              "-n", "--host-timeout", "3600s", "-oX", "/r", "-iL", "/t"});
  CHECK(address_list({network("192.0.2.0/28"), network("2001:db8::1")}, false) == "192.0.2.0/28\n");
  CHECK(address_list({network("192.0.2.0/28"), network("2001:db8::1")}, true) == "2001:db8::1\n");
}

TEST_CASE("scanners of the own machine are given a fixed list") {
  config::Profile profile;
  profile.scanner = config::Scanner::lynis;
  CHECK(audit_arguments(profile, "/r") ==
        Texts{"audit", "system", "--no-colors", "--quiet", "--report-file", "/r", "--log-file", "/r.log"});
  profile.scanner = config::Scanner::openscap;
  profile.datastream = "/ds.xml";
  profile.benchmark = "standard";
  CHECK(audit_arguments(profile, "/r") == Texts{"xccdf", "eval", "--profile", "standard", "--results", "/r", "/ds.xml"});
}
