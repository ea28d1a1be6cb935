#include "mail/outbox_row_store.hpp"

#include "base/text.hpp"
#include "db/instants.hpp"

namespace mssp::mail {
namespace {

std::vector<Attachment> attachments_of(const std::string& paths, const std::string& checksums) {
  std::vector<Attachment> all;
  if (paths.empty()) return all;
  for (const std::string_view path : split(paths, '\n')) all.push_back({std::string(path), {}});
  if (checksums.empty()) return all;
  std::size_t next = 0;
  for (const std::string_view checksum : split(checksums, '\n')) all.at(next++).sha256 = checksum;
  return all;
}

Mail mail_of(const db::Row& row) {
  return {.tenant_id = row.integer(0),
          .id = row.integer(1),
          .number = row.integer(2),
          .tenant = row.text(3),
          .kind = row.text(4),
          .about = row.text(5),
          .recipient = row.text(6),
          .subject = row.text(7),
          .text = row.text(8),
          .html = row.text(9),
          .attachments = attachments_of(row.text(10), row.text(11)),
          .message_id = row.text(12),
          .state = row.text(13),
          .queued_at = instant(row.integer(14)),
          .due_at = instant(row.integer(15)),
          .attempts = row.integer(17),
          .tried_at = db::instant_if(row, 16),
          .changed_at = instant(row.integer(18)),
          .answer = row.text(19),
          .lease_holder = row.text(20)};
}

}  // namespace

const std::string_view mail_columns =
    "SELECT m.tenant_id, m.mail_id, m.number, t.slug, m.kind, m.about, m.recipient, m.subject, m.plain, m.html,"
    " m.attachments, m.checksums, m.message_id, m.state, m.queued_at, m.due_at, m.tried_at, m.attempts, m.changed_at,"
    " m.answer, m.lease_holder FROM mail m JOIN tenant t ON t.tenant_id = m.tenant_id ";

std::vector<Mail> mails(const db::Rows& rows) {
  std::vector<Mail> all;
  all.reserve(rows.size());
  for (const db::Row& row : rows) all.push_back(mail_of(row));
  return all;
}

db::Values state_arguments(const Mail& mail) {
  return {mail.tenant_id, mail.id, mail.state, epoch(mail.due_at), mail.attempts,
          db::epoch_or_null(mail.tried_at), epoch(mail.changed_at), mail.answer};
}

}  // namespace mssp::mail
