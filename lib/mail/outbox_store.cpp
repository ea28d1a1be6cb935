#include "mail/outbox_store.hpp"

#include "base/sha256.hpp"
#include "base/text.hpp"

namespace mssp::mail {

Outcome queue(db::Connection& store, const NewMail& mail, const std::string& host, Instant now) {
  const std::string key = std::to_string(mail.report_id) + "/" + std::to_string(mail.tenant_id) + "/" + mail.recipient;
  const std::string message_id = "<" + sha256_hex(key).substr(0, 32) + "@" + host + ">";
  const db::Rows made = store.run(
      "INSERT INTO outbox (tenant_id, report_id, recipient, subject, attachments, message_id, state, queued_at)"
      " VALUES ($1, $2, $3, $4, $5, $6, 'queued', $7) ON CONFLICT (tenant_id, report_id, recipient) DO NOTHING RETURNING state",
      {mail.tenant_id, mail.report_id, mail.recipient, mail.subject, join(mail.attachments, "\n"), message_id, epoch(now)});
  if (!made.empty()) return {true, "queued"};
  return {false, store.run("SELECT state FROM outbox WHERE tenant_id = $3 AND report_id = $1 AND recipient = $2",
                           {mail.report_id, mail.recipient, mail.tenant_id})
                     .front()
                     .text(0)};
}

std::vector<Queued> list(db::Connection& store, const std::optional<std::string>& tenant) {
  std::vector<Queued> all;
  for (const db::Row& row :
       store.run("SELECT t.slug, o.recipient, o.subject, o.attachments, o.message_id, o.state, o.queued_at FROM outbox o"
                 " JOIN tenant t ON t.tenant_id = o.tenant_id WHERE t.slug = coalesce(cast($1 AS TEXT), t.slug)"
                 " ORDER BY o.outbox_id",
                 {db::or_null(tenant)})) {
    Queued mail{.tenant = row.text(0), .recipient = row.text(1), .subject = row.text(2), .attachments = {},
                .message_id = row.text(4), .state = row.text(5), .queued_at = instant(row.integer(6))};
    for (const std::string_view name : split(row.text(3), '\n')) mail.attachments.emplace_back(name);
    all.push_back(std::move(mail));
  }
  return all;
}

}  // namespace mssp::mail
