// Where a result was found, in the words of every scanner: addresses, ports, and what stands in for them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "finding/finding.hpp"
#include "finding/sink.hpp"
#include "reader/reader.hpp"

namespace mssp::reader {

// The name of an asset in one spelling: an address in canonical form, a host name in lower case, anything else safe to
// show and at most 300 bytes. Empty when nothing is left.
std::string asset_name(std::string_view text);

// A port from 1 to 65535 and its protocol, in lower case, "tcp" when there is none; nothing else changes for port 0 and
// for what is no port.
void set_port(finding::Identity& identity, std::string_view port, std::string_view protocol);

// The parts of "https://[2001:db8::1]:8443/x", "host:22" or "host/path"; the port of the scheme when it gives none.
struct Url {
  std::string scheme;
  std::string host;
  std::optional<int> port;
  std::string path;  // with its query, without the fragment
};
Url parse_url(std::string_view text);

// For files that do not name what was scanned: what the user said, else `fallback`.
std::string named_asset(const Input& input, std::string_view fallback);

// Why a scan of an asset that is not surely the one of the last scan must close nothing.
inline constexpr std::string_view asset_unsure = "the file does not say what was scanned, --asset does";

}  // namespace mssp::reader
