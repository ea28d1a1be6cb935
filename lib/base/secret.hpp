// Addresses must not carry passwords: they are seen in lists of processes, shell histories and configurations.
#pragma once

#include <string_view>

namespace mssp {

// Whether a URL ("postgresql://user:word@host/name?password=word", smtp alike) holds a password: between user and host,
// or as a parameter password or sslpassword, written with %XX or without.
bool holds_password(std::string_view url);

}  // namespace mssp
