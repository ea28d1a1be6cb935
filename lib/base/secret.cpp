#include "base/secret.hpp"

#include <string>

#include "base/text.hpp"

namespace mssp {
namespace {

std::string_view after_scheme(std::string_view url) { return url.substr(url.find("://") + 3); }

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// libpq takes names of parameters with %XX in them as well.
std::string percent_decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0;
    plain += escape ? static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2])) : text[i];
    if (escape) i += 2;
  }
  return plain;
}

}  // namespace

bool holds_password(std::string_view url) {
  const std::string_view rest = after_scheme(url);
  const std::size_t query = rest.find('?');
  const std::string_view place = rest.substr(0, query);
  // A password may hold a slash, so the last @ in front of the parameters ends what may be one.
  const std::size_t at = place.rfind('@');
  if (at != std::string_view::npos && place.substr(0, at).find(':') != std::string_view::npos) return true;
  if (query == std::string_view::npos) return false;
  for (const std::string_view parameter : split(rest.substr(query + 1), '&')) {
    const std::string name = lower_ascii(percent_decoded(parameter.substr(0, parameter.find('='))));
    if (name == "password" || name == "sslpassword") return true;
  }
  return false;
}

}  // namespace mssp
