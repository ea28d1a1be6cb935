// The way to the delivery program, which speaks to the mail server: finished messages in, answers out.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "mail/message.hpp"
#include "mail/wire.hpp"
#include "world/child.hpp"

namespace mssp::mail {

class Courier {
 public:
  // `program` is this program's own file; the delivery program lies beside it. It is started by the first message.
  Courier(std::filesystem::path program, Transport transport, const world::Lock& lock);

  // Error{failed} when the delivery program is not installed. If it dies, the answer says how far the message came.
  Answer deliver(const Mail& mail, const std::string& bytes);

 private:
  std::filesystem::path program_;
  Transport transport_;
  const world::Lock& lock_;
  std::unique_ptr<world::Child> child_;
};

// What the journal of an earlier delivery program says of a message: its answer, else uncertain when it was handed over
// whole, else nothing, because it cannot have arrived.
std::optional<Answer> answer_in(const std::filesystem::path& journal, const std::string& message_id);

}  // namespace mssp::mail
