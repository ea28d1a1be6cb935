// What each transport does: take one message to its recipient, or say why not.
#pragma once

#include <memory>
#include <string>

#include "deliver/channel.hpp"
#include "deliver/journal.hpp"
#include "mail/wire.hpp"

namespace mssp::deliver {

class Sender {
 public:
  Sender() = default;
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;
  virtual ~Sender() = default;
  virtual mail::Answer send(const mail::Envelope& envelope, const std::string& message, Journal& journal) = 0;
};

// Each throws Error when what it needs is missing. `channel` tells that nobody waits for an answer any more: what is not
// handed over by then is given up.
std::unique_ptr<Sender> make_smtp(const mail::Transport& transport, const Channel& channel);
std::unique_ptr<Sender> make_sendmail(const mail::Transport& transport);
std::unique_ptr<Sender> make_folder(const mail::Transport& transport);

// Lines that end with LF, as programs and folders of this machine keep mail.
std::string with_newlines(const std::string& message);

}  // namespace mssp::deliver
