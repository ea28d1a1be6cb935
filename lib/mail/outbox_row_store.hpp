// How a row of the outbox becomes a message, for the two stores that read it.
#pragma once

#include <string_view>
#include <vector>

#include "db/connection.hpp"
#include "mail/message.hpp"

namespace mssp::mail {

// To be followed by WHERE or ORDER BY; the message is m, its tenant t.
extern const std::string_view mail_columns;

std::vector<Mail> mails(const db::Rows& rows);

// $1 tenant_id, $2 mail_id, then what changes: state, due_at, attempts, tried_at, changed_at, answer.
db::Values state_arguments(const Mail& mail);

}  // namespace mssp::mail
