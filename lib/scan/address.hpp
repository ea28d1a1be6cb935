// Network addresses in one spelling each, so that the same machine has the same name in every scan.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mssp::scan {

// Nothing when the text is no such address.
std::optional<std::string> canonical_ipv4(std::string_view text);  // four decimal numbers: "010.0.0.1" is none
std::optional<std::string> canonical_ipv6(std::string_view text);  // RFC 5952: "2001:DB8:0:0::1" is "2001:db8::1"
std::optional<std::string> canonical_mac(std::string_view text);   // six bytes: "AA:BB:CC:DD:EE:0F" in lower case

}  // namespace mssp::scan
