// The delivery program of `synos-mssp mail send`: settings and finished messages in, one answer for each out
// (mail/wire.hpp). It is a program of its own because libcurl brings dozens of libraries with it.
#include <csignal>
#include <exception>

#include "base/error.hpp"
#include "deliver/sender.hpp"

namespace {

using namespace mssp;

std::unique_ptr<deliver::Sender> sender_of(const mail::Transport& transport, const deliver::Channel& channel) {
  switch (transport.kind) {
    case mail::Transport::Kind::sendmail:
      return deliver::make_sendmail(transport);
    case mail::Transport::Kind::folder:
      return deliver::make_folder(transport);
    case mail::Transport::Kind::smtp:
      break;
  }
  return deliver::make_smtp(transport, channel);
}

// One message after the other until there are no more.
void deliver_all(deliver::Channel& channel) {
  mail::Transport transport;
  for (auto line = channel.line(); line && !line->empty(); line = channel.line()) {
    if (!mail::take_setting(transport, *line)) throw Error(Code::failed, "the delivery program is of another build");
  }
  const std::unique_ptr<deliver::Sender> sender = sender_of(transport, channel);
  deliver::Journal journal(transport.journal);
  while (const auto line = channel.line()) {
    const auto envelope = mail::parse_envelope(*line);
    if (!envelope) throw Error(Code::failed, "the delivery program is of another build");
    const auto message = channel.bytes(envelope->bytes);
    if (!message) return;
    if (!journal.begin(envelope->message_id)) throw Error(Code::failed, "cannot write '" + transport.journal + "'");
    const mail::Answer answer = sender->send(*envelope, *message, journal);
    // Given up because nobody waits for it any more: the next `mail send` finds it untried.
    if (answer.verdict == mail::Verdict::deferred && answer.code == 0 && channel.hung_up()) return;
    journal.answer(answer);
    channel.write(mail::written(answer));
  }
}

}  // namespace

int main() {
  // `mail send` may be gone when the answer is ready.
  static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
  deliver::Channel channel;
  try {
    deliver_all(channel);
    return 0;
  } catch (const Error& error) {
    channel.write(mail::written(mail::Answer{mail::Verdict::refused, 0, error.message()}));
  } catch (const std::exception& bug) {
    channel.write(mail::written(mail::Answer{mail::Verdict::refused, 0, std::string("internal error: ") + bug.what()}));
  }
  return 1;
}
