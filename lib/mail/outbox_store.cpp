#include "mail/outbox_store.hpp"

#include <map>
#include <string_view>

#include "base/error.hpp"
#include "base/text.hpp"
#include "mail/header.hpp"
#include "mail/outbox_row_store.hpp"

namespace mssp::mail {
namespace {

constexpr std::string_view columns =
    "tenant_id, number, kind, about, report_id, recipient, subject, plain, html, attachments, checksums, message_id, state,"
    " queued_at, due_at, attempts, tried_at, changed_at, answer, lease_holder, lease_until";

void require_headers(const Message& message) {
  require_header_text("the recipient", message.recipient);
  require_header_text("the subject", message.subject);
}

struct Lists {
  std::string paths;
  std::string checksums;
};
Lists lists_of(const Message& message) {
  std::vector<std::string> paths;
  std::vector<std::string> checksums;
  for (const Attachment& attachment : message.attachments) {
    paths.push_back(attachment.path);
    checksums.push_back(attachment.sha256);
  }
  return {join(paths, "\n"), join(checksums, "\n")};
}

}  // namespace

Queued queue(db::Connection& store, const Message& message, const std::string& host, Instant now) {
  require_headers(message);
  const std::string tenant = store.run("SELECT slug FROM tenant WHERE tenant_id = $1", {message.tenant_id}).front().text(0);
  const Lists lists = lists_of(message);
  const db::Rows made = store.run(
      "INSERT INTO mail (" + std::string(columns) + ")"
      " VALUES ($1, (SELECT coalesce(max(number), 0) + 1 FROM mail), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'queued',"
      " $12, $12, 0, NULL, $12, '', '', 0)"
      " ON CONFLICT (tenant_id, kind, about, recipient) DO NOTHING RETURNING number",
      {message.tenant_id, message.kind, message.about, db::or_null(message.report_id), message.recipient, message.subject,
       message.text, message.html, lists.paths, lists.checksums, message_id(tenant, message, host), epoch(now)});
  if (!made.empty()) return {true, "queued"};
  return {false, store.run("SELECT state FROM mail WHERE tenant_id = $1 AND kind = $2 AND about = $3 AND recipient = $4",
                           {message.tenant_id, message.kind, message.about, message.recipient})
                     .front()
                     .text(0)};
}

void queue_new(db::Connection& store, const std::vector<Message>& messages, const std::string& host, Instant now) {
  std::map<std::int64_t, std::string> slugs;
  for (const db::Row& row : store.run("SELECT tenant_id, slug FROM tenant")) slugs.emplace(row.integer(0), row.text(1));
  std::int64_t number = store.run("SELECT coalesce(max(number), 0) FROM mail").front().integer(0);
  std::vector<db::Values> rows;
  for (const Message& message : messages) {
    require_headers(message);
    const Lists lists = lists_of(message);
    const std::int64_t at = epoch(now);
    rows.push_back({message.tenant_id, ++number, message.kind, message.about, db::or_null(message.report_id),
                    message.recipient, message.subject, message.text, message.html, lists.paths, lists.checksums,
                    message_id(slugs.at(message.tenant_id), message, host), std::string("queued"), at, at, std::int64_t{0},
                    nullptr, at, std::string{}, std::string{}, std::int64_t{0}});
  }
  try {
    store.insert("mail", columns, rows);
  } catch (const db::Violation&) {
    throw Error(Code::conflict, "somebody was told the same already", "nothing was changed");
  }
}

std::vector<Mail> list(db::Connection& store, const Filter& filter) {
  return mails(store.run(std::string(mail_columns) + "WHERE t.slug = coalesce(cast($1 AS TEXT), t.slug)"
                         " AND m.state = coalesce(cast($2 AS TEXT), m.state)"
                         " AND m.kind = coalesce(cast($3 AS TEXT), m.kind) ORDER BY m.number",
                         {db::or_null(filter.tenant), db::or_null(filter.state), db::or_null(filter.kind)}));
}

Mail get(db::Connection& store, std::int64_t number) {
  std::vector<Mail> found = mails(store.run(std::string(mail_columns) + "WHERE m.number = $1", {number}));
  if (found.empty()) {
    throw Error(Code::not_found, "no mail '" + handle(number) + "'", "'synos-mssp mail list' shows those there are");
  }
  return std::move(found.front());
}

std::optional<Mail> with_message_id(db::Connection& store, const std::string& message_id) {
  std::vector<Mail> found = mails(store.run(std::string(mail_columns) + "WHERE m.message_id = $1", {message_id}));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Attempt> attempts(db::Connection& store, const Mail& mail) {
  std::vector<Attempt> all;
  for (const db::Row& row : store.run("SELECT at, outcome, code, answer FROM mail_attempt WHERE tenant_id = $1 AND mail_id = $2"
                                      " ORDER BY number",
                                      {mail.tenant_id, mail.id})) {
    all.push_back({.at = instant(row.integer(0)), .outcome = *parse_outcome(row.text(1)), .code = row.integer(2),
                   .answer = row.text(3)});
  }
  return all;
}

void update(db::Connection& store, const Mail& mail) {
  store.run("UPDATE mail SET state = $3, due_at = $4, attempts = $5, tried_at = $6, changed_at = $7, answer = $8,"
            " lease_holder = '', lease_until = 0 WHERE tenant_id = $1 AND mail_id = $2",
            state_arguments(mail));
}

std::vector<std::string> handles(db::Connection& store) {
  std::vector<std::string> all;
  for (const db::Row& row : store.run("SELECT number FROM mail ORDER BY number DESC")) all.push_back(handle(row.integer(0)));
  return all;
}

}  // namespace mssp::mail
