#include "mail/notice_store.hpp"

#include "base/error.hpp"
#include "base/sha256.hpp"

namespace mssp::mail {

void queue(db::Connection& store, const std::vector<Notice>& notices, const std::string& host, Instant now) {
  std::vector<db::Values> rows;
  for (const Notice& notice : notices) {
    const std::string key =
        notice.kind + "/" + std::to_string(notice.tenant_id) + "/" + notice.about + "/" + notice.recipient;
    rows.push_back({notice.tenant_id, notice.kind, notice.about, notice.recipient, notice.subject, notice.plain,
                    "<" + sha256_hex(key).substr(0, 32) + "@" + host + ">", std::string("queued"), epoch(now)});
  }
  try {
    store.insert("notice", "tenant_id, kind, about, recipient, subject, plain, message_id, state, queued_at", rows);
  } catch (const db::Violation&) {
    throw Error(Code::conflict, "a notice was queued already", "nothing was changed");
  }
}

std::vector<QueuedNotice> notices(db::Connection& store, const std::string& kind, const std::optional<std::string>& tenant) {
  std::vector<QueuedNotice> all;
  for (const db::Row& row : store.run(
           "SELECT t.slug, n.tenant_id, n.about, n.recipient, n.subject, n.plain, n.message_id, n.state, n.queued_at"
           " FROM notice n JOIN tenant t ON t.tenant_id = n.tenant_id WHERE n.kind = $1"
           " AND t.slug = coalesce(cast($2 AS TEXT), t.slug) ORDER BY n.queued_at, n.notice_id",
           {kind, db::or_null(tenant)})) {
    all.push_back({.tenant = row.text(0),
                   .notice = {row.integer(1), kind, row.text(2), row.text(3), row.text(4), row.text(5)},
                   .message_id = row.text(6),
                   .state = row.text(7),
                   .queued_at = instant(row.integer(8))});
  }
  return all;
}

}  // namespace mssp::mail
