#include "finding/coverage.hpp"

#include <catch2/catch.hpp>

using namespace mssp::finding;

TEST_CASE("a scan that cannot be trusted closes nothing") {
  const auto scan_of = [](std::int64_t hosts, std::optional<std::int64_t> last) { return Extent{true, hosts, last}; };
  CHECK(doubt_in(scan_of(1, std::nullopt)) == Doubt::none);
  CHECK(doubt_in(scan_of(0, std::nullopt)) == Doubt::empty);
  CHECK(doubt_in(scan_of(8, 10)) == Doubt::none);
  CHECK(doubt_in(scan_of(7, 10)) == Doubt::shrunken);
  CHECK(doubt_in(scan_of(4, 5)) == Doubt::none);
  CHECK(doubt_in(scan_of(3, 4)) == Doubt::shrunken);
  CHECK(doubt_in(scan_of(20, 10)) == Doubt::none);
  CHECK(doubt_in(scan_of(7, 10), true) == Doubt::none);
  const Extent truncated{false, 10, 10};
  CHECK(doubt_in(truncated) == Doubt::truncated);
  CHECK(doubt_in(truncated, true) == Doubt::truncated);
  CHECK(text(Doubt::none).empty());
  CHECK_FALSE(text(Doubt::shrunken).empty());
}
