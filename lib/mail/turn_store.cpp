#include "mail/turn_store.hpp"

#include "mail/outbox_row_store.hpp"

namespace mssp::mail {

std::optional<Taken> take_turn(db::Connection& store, const std::string& holder, Instant now) {
  const db::Rows taken = store.run(
      "INSERT INTO lease (name, holder, held_until) VALUES ('mail', $1, $2) ON CONFLICT (name) DO UPDATE SET"
      " holder = excluded.holder, held_until = excluded.held_until"
      " WHERE lease.holder = excluded.holder OR lease.held_until <= $3 RETURNING holder",
      {holder, epoch(now + turn_length), epoch(now)});
  if (!taken.empty()) return std::nullopt;
  const db::Rows other = store.run("SELECT holder, held_until FROM lease WHERE name = 'mail'");
  return Taken{other.front().text(0), instant(other.front().integer(1))};
}

void end_turn(db::Connection& store, const std::string& holder) {
  store.run("DELETE FROM lease WHERE name = 'mail' AND holder = $1", {holder});
}

std::vector<Mail> left_behind(db::Connection& store) {
  return mails(store.run(std::string(mail_columns) + "WHERE m.state = 'sending' ORDER BY m.number"));
}

std::vector<Mail> due(db::Connection& store, Instant now, std::int64_t limit) {
  return mails(store.run(std::string(mail_columns) + "WHERE m.state IN ('queued', 'deferred') AND m.due_at <= $1"
                         " ORDER BY m.due_at, m.number LIMIT $2",
                         {epoch(now), limit}));
}

std::vector<Mail> claim(db::Connection& store, const std::string& holder, Instant now, std::int64_t limit) {
  store.run("UPDATE mail SET state = 'sending', lease_holder = $1, lease_until = $2, changed_at = $3 WHERE number IN"
            " (SELECT number FROM mail WHERE state IN ('queued', 'deferred') AND due_at <= $3 ORDER BY due_at, number LIMIT $4)",
            {holder, epoch(now + turn_length), epoch(now), limit});
  return mails(store.run(std::string(mail_columns) + "WHERE m.state = 'sending' AND m.lease_holder = $1"
                         " ORDER BY m.due_at, m.number",
                         {holder}));
}

bool settle(db::Connection& store, const std::string& holder, const Mail& after, const Attempt& attempt) {
  db::Values arguments = state_arguments(after);
  arguments.emplace_back(holder);
  const db::Rows kept = store.run(
      "UPDATE mail SET state = $3, due_at = $4, attempts = $5, tried_at = $6, changed_at = $7, answer = $8, lease_holder = '',"
      " lease_until = 0 WHERE tenant_id = $1 AND mail_id = $2 AND state = 'sending' AND lease_holder = $9 RETURNING number",
      arguments);
  if (kept.empty()) return false;
  store.insert("mail_attempt", "tenant_id, mail_id, number, at, outcome, code, answer",
               {{after.tenant_id, after.id, after.attempts, epoch(attempt.at), std::string(name(attempt.outcome)), attempt.code,
                 attempt.answer}});
  return true;
}

void give_back(db::Connection& store, const std::optional<std::string>& holder, const std::string& why) {
  store.run("UPDATE mail SET state = CASE WHEN attempts > 0 THEN 'deferred' ELSE 'queued' END, lease_holder = '',"
            " lease_until = 0, answer = CASE WHEN cast($1 AS TEXT) = '' THEN answer ELSE cast($1 AS TEXT) END"
            " WHERE state = 'sending' AND lease_holder = coalesce(cast($2 AS TEXT), lease_holder)",
            {why, db::or_null(holder)});
}

}  // namespace mssp::mail
