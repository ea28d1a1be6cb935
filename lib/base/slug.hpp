// Slugs: the short names by which tenants are typed. A slug is 1 to 63 of [a-z0-9-], begins and ends with a letter or
// digit and has no two hyphens in a row.
#pragma once

#include <string>
#include <string_view>

namespace mssp {

inline constexpr std::string_view every_tenant = "all";  // reserved: --tenant all

bool is_slug(std::string_view text);

// "Acme Corp" -> "acme-corp", "Münchner Bäckerei" -> "munchner-backerei": letters lose their marks (Unicode NFKD), a
// few that have none are spelled out (ß, æ, ø, ł, đ ...), runs of anything else become one hyphen, the length is cut
// to 63. Empty when the name holds no letter or digit that can be written in ASCII.
std::string slug_from(std::string_view name);

}  // namespace mssp
