#include "base/slug.hpp"

#include <catch2/catch.hpp>

using namespace mssp;

TEST_CASE("a slug is made from a name") {
  const auto [name, slug] = GENERATE(table<std::string, std::string>({
      {"Acme Corp", "acme-corp"},
      {"Münchner Bäckerei", "munchner-backerei"},
      {"  Straße & Söhne GmbH  ", "strasse-sohne-gmbh"},
      {"Ørsted / Łódź", "orsted-lodz"},
      {"Rosie's Café", "rosies-cafe"},
      {"Ⅷ ﬁne", "viii-fine"},
      {"東京", ""},
      {"--", ""},
      {std::string(80, 'a'), std::string(63, 'a')},
      {std::string(62, 'a') + " b", std::string(62, 'a')},
  }));
  CAPTURE(name);
  CHECK(slug_from(name) == slug);
  CHECK((slug.empty() || is_slug(slug)));
}

TEST_CASE("what is not a slug") {
  const auto text = GENERATE(as<std::string>(), "", "-a", "a-", "a--b", "A", "a b", "a_b", "ä", std::string(64, 'a'));
  CAPTURE(text);
  CHECK_FALSE(is_slug(text));
}
