// tiers.yml: what each tier allows and costs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/problems.hpp"

namespace mssp::config {

struct Price {
  std::int64_t amount = 0;  // minor units a month: 50000 is $500
  std::string currency;
  friend bool operator==(const Price&, const Price&) = default;
};

struct Tier {
  std::string name;  // slug
  int version = 1;
  std::optional<std::int64_t> assets;           // empty: unlimited
  std::optional<std::int64_t> scans_per_month;  // empty: unlimited
  std::string support;
  std::optional<Price> price;                   // empty: custom, agreed with each customer
  int line = 0;                                 // 0: built in
};

// The operations guide's table: starter, professional, enterprise.
std::vector<Tier> built_in_tiers();

// A name stands once in each version.
std::vector<Tier> read_tiers(std::string_view text, Problems& problems);

}  // namespace mssp::config
