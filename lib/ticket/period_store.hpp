// The SQL that finds the tickets which can count in a period.
#pragma once

#include <cstdint>

#include "ticket/clock_store.hpp"

namespace mssp::ticket {

// The tickets of a tenant opened before the end of a period and not ended before its beginning: every clock of a ticket
// that is resolved or closed has stopped.
Selection touching(std::int64_t tenant_id, const Period& period);

}  // namespace mssp::ticket
