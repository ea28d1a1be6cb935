#include "ticket/period_store.hpp"

namespace mssp::ticket {

Selection touching(std::int64_t tenant_id, const Period& period) {
  return {"k.tenant_id = $1 AND k.opened_at < $3 AND (k.status NOT IN ('resolved', 'closed') OR k.changed_at >= $2)",
          {tenant_id, epoch(period.from), epoch(period.to)}};
}

}  // namespace mssp::ticket
