// Instants in a store: epoch seconds, and NULL where there is none.
#pragma once

#include <cstddef>
#include <optional>

#include "base/instant.hpp"
#include "db/connection.hpp"

namespace mssp::db {

inline std::optional<Instant> instant_if(const Row& row, std::size_t column) {
  const auto seconds = row.optional_integer(column);
  return seconds ? std::optional(instant(*seconds)) : std::nullopt;
}

inline Value epoch_or_null(const std::optional<Instant>& at) { return at ? Value(epoch(*at)) : Value(nullptr); }

}  // namespace mssp::db
