#include "scan/address.hpp"

#include <catch2/catch.hpp>

using namespace mssp::scan;

TEST_CASE("an address has one spelling") {
  CHECK(canonical_ipv4("10.0.0.1") == "10.0.0.1");
  CHECK(canonical_ipv6("2001:DB8:0:0::1") == "2001:db8::1");
  CHECK(canonical_ipv6("::FFFF:10.0.0.1") == "::ffff:10.0.0.1");
  CHECK(canonical_mac("AA:bb:CC:DD:EE:0F") == "aa:bb:cc:dd:ee:0f");
}

TEST_CASE("what is no address") {
  using namespace std::string_view_literals;
  for (const auto text : {""sv, "10.0.0"sv, "10.0.0.256"sv, "010.0.0.1"sv, "10.0.0.1/24"sv, " 10.0.0.1"sv, "10.0.0.1\0"sv, "a"sv})
    CHECK_FALSE(canonical_ipv4(text));
  for (const auto text : {""sv, "10.0.0.1"sv, "1::2::3"sv, "fe80::1%eth0"sv, "12345::"sv}) CHECK_FALSE(canonical_ipv6(text));
  for (const auto text : {""sv, "AA:BB"sv, "AA:BB:CC:DD:EE:FF:00"sv, "AA:BB:CC:DD:EE:G0"sv, "A:BB:CC:DD:EE:FFF"sv})
    CHECK_FALSE(canonical_mac(text));
}
