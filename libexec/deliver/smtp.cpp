#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/parse.hpp"
#include "base/text.hpp"
#include "deliver/secret.hpp"
#include "deliver/sender.hpp"
#include "mail/verdict.hpp"

namespace mssp::deliver {
namespace {

using mail::Conversation;
using mail::Fault;
using mail::Stage;

// One attempt, as libcurl's callbacks see it.
struct Attempt {
  const std::string* message = nullptr;
  Journal* journal = nullptr;
  const Channel* channel = nullptr;
  std::size_t read = 0;
  Conversation conversation = {};
  std::string reply = {};
  bool over = false;  // QUIT was sent: what follows does not count
};

void note_command(Attempt& attempt, std::string_view line) {
  static constexpr std::array<std::pair<std::string_view, Stage>, 7> commands{{{"EHLO", Stage::hello},
                                                                               {"HELO", Stage::hello},
                                                                               {"STARTTLS", Stage::tls},
                                                                               {"AUTH", Stage::sign_in},
                                                                               {"MAIL", Stage::mail_from},
                                                                               {"RCPT", Stage::recipient},
                                                                               {"DATA", Stage::data}}};
  if (line.starts_with("QUIT")) attempt.over = true;
  if (attempt.over) return;
  for (const auto& [word, stage] : commands) {
    if (line.starts_with(word)) attempt.conversation.stage = stage;
  }
  attempt.conversation.code = 0;
  attempt.reply.clear();
}

void note_reply(Attempt& attempt, std::string_view line) {
  line = trim(line);
  if (attempt.over || line.size() < 3) return;
  const auto code = parse_integer(line.substr(0, 3));
  if (!code || *code < 200 || *code > 599) return;
  attempt.conversation.code = *code;
  if (attempt.reply.size() > 400) return;
  attempt.reply += (attempt.reply.empty() ? "" : " ") + std::string(line.size() > 4 ? line.substr(4) : "");
}

int on_talk(CURL*, curl_infotype kind, char* data, std::size_t size, void* user) {
  Attempt& attempt = *static_cast<Attempt*>(user);
  if (kind == CURLINFO_HEADER_OUT) note_command(attempt, {data, size});
  if (kind == CURLINFO_HEADER_IN) note_reply(attempt, {data, size});
  return 0;
}

std::size_t on_read(char* buffer, std::size_t size, std::size_t count, void* user) {
  Attempt& attempt = *static_cast<Attempt*>(user);
  if (attempt.conversation.stage != Stage::body) {
    attempt.conversation.stage = Stage::body;
    attempt.conversation.code = 0;
    attempt.reply.clear();
  }
  const std::size_t left = attempt.message->size() - attempt.read;
  const std::size_t part = std::min(left, size * count);
  if (part == left && !attempt.conversation.handed_over) {
    // With the last bytes libcurl sends the final dot.
    if (attempt.channel->hung_up() || !attempt.journal->handed_over()) return CURL_READFUNC_ABORT;
    attempt.conversation.handed_over = true;
  }
  std::memcpy(buffer, attempt.message->data() + attempt.read, part);
  attempt.read += part;
  return part;
}

int on_progress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const Attempt& attempt = *static_cast<const Attempt*>(user);
  return !attempt.conversation.handed_over && attempt.channel->hung_up() ? 1 : 0;
}

Fault fault_of(CURLcode result, const Conversation& conversation) {
  const bool answered = conversation.code >= 400;
  switch (result) {
    case CURLE_OK:
      return Fault::none;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
      return Fault::unreachable;
    case CURLE_LOGIN_DENIED:
      return answered && conversation.code < 500 ? Fault::none : Fault::login;
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_ABORTED_BY_CALLBACK:
    case CURLE_READ_ERROR:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_REMOTE_ACCESS_DENIED:
      return answered ? Fault::none : Fault::lost;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_USE_SSL_FAILED:
    default:
      // What is left are mistakes of the settings: a bad URL, a file of certificates that cannot be read.
      return answered ? Fault::none : Fault::certificate;
  }
}

class Smtp : public Sender {
 public:
  Smtp(const mail::Transport& transport, const Channel& channel) : channel_(channel), from_("<" + transport.from + ">") {
    if (curl_ == nullptr) throw Error(Code::failed, "libcurl cannot be used");
    set(CURLOPT_URL, transport.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_PROXY, "");  // not one of the environment's
    set(CURLOPT_MAIL_FROM, from_.c_str());
    if (!transport.username.empty()) {
      const std::string password = read_secret(transport.password_file);
      set(CURLOPT_USERNAME, transport.username.c_str());
      set(CURLOPT_PASSWORD, password.c_str());
    }
    set(CURLOPT_USE_SSL, static_cast<long>(transport.tls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    if (!transport.ca_file.empty()) set(CURLOPT_CAINFO, transport.ca_file.c_str());
    const long seconds = static_cast<long>(transport.timeout.count());
    set(CURLOPT_CONNECTTIMEOUT, seconds);
    set(CURLOPT_SERVER_RESPONSE_TIMEOUT, seconds);
    set(CURLOPT_LOW_SPEED_LIMIT, 1L);
    set(CURLOPT_LOW_SPEED_TIME, seconds);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_READFUNCTION, &on_read);
    set(CURLOPT_XFERINFOFUNCTION, &on_progress);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_DEBUGFUNCTION, &on_talk);  // the only way to learn which command was refused, and in which words
    set(CURLOPT_VERBOSE, 1L);
    set(CURLOPT_ERRORBUFFER, problem_.data());
  }
  ~Smtp() override { curl_easy_cleanup(curl_); }
  Smtp(const Smtp&) = delete;
  Smtp& operator=(const Smtp&) = delete;

  mail::Answer send(const mail::Envelope& envelope, const std::string& message, Journal& journal) override {
    const Attempt untried{.message = &message, .journal = &journal, .channel = &channel_};
    Attempt attempt = untried;
    const bool reused = perform(envelope, attempt, false);
    const Conversation& first = attempt.conversation;
    // The server may have closed a connection that was kept for the next message: that says nothing about this one.
    if (reused && first.stage <= Stage::mail_from && (first.code == 0 || first.code == 421) && !first.handed_over) {
      attempt = untried;
      perform(envelope, attempt, true);
    }
    return answer_of(attempt);
  }

 private:
  template <class Value>
  void set(CURLoption option, Value value) {
    if (const CURLcode result = curl_easy_setopt(curl_, option, value); result != CURLE_OK) {
      throw Error(Code::invalid_config, std::string("libcurl refuses a setting: ") + curl_easy_strerror(result));
    }
  }

  // Gives whether a connection that was there already was used.
  bool perform(const mail::Envelope& envelope, Attempt& attempt, bool fresh) {
    const std::string recipient = "<" + envelope.recipient + ">";
    const std::unique_ptr<curl_slist, void (*)(curl_slist*)> recipients(curl_slist_append(nullptr, recipient.c_str()),
                                                                         &curl_slist_free_all);
    set(CURLOPT_MAIL_RCPT, recipients.get());
    set(CURLOPT_FRESH_CONNECT, fresh ? 1L : 0L);
    set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(attempt.message->size()));
    set(CURLOPT_READDATA, static_cast<void*>(&attempt));
    set(CURLOPT_XFERINFODATA, static_cast<void*>(&attempt));
    set(CURLOPT_DEBUGDATA, static_cast<void*>(&attempt));
    problem_[0] = '\0';
    const CURLcode result = curl_easy_perform(curl_);
    attempt.conversation.fault = fault_of(result, attempt.conversation);
    // A reply to the message itself is the end, whatever happened to the connection afterwards.
    if (attempt.conversation.handed_over && attempt.conversation.code >= 200) attempt.conversation.fault = Fault::none;
    set(CURLOPT_MAIL_RCPT, nullptr);
    long made = 0;
    curl_easy_getinfo(curl_, CURLINFO_NUM_CONNECTS, &made);
    return made == 0;
  }

  mail::Answer answer_of(const Attempt& attempt) const {
    const Conversation& conversation = attempt.conversation;
    std::string text = attempt.reply;
    if (conversation.code < 400 && mail::verdict(conversation) != mail::Verdict::sent) {
      const std::string detail(trim(problem_.data()));
      const bool reached = conversation.fault == Fault::lost;
      text = (reached ? mail::describe(conversation) : std::string()) + (reached && !detail.empty() ? ": " : "") + detail;
    }
    return {mail::verdict(conversation), conversation.code >= 400 || conversation.handed_over ? conversation.code : 0, text};
  }

  const Channel& channel_;
  std::string from_;
  CURL* curl_ = curl_easy_init();
  std::array<char, CURL_ERROR_SIZE> problem_{};
};

}  // namespace

std::unique_ptr<Sender> make_smtp(const mail::Transport& transport, const Channel& channel) {
  curl_global_init(CURL_GLOBAL_DEFAULT);
  return std::make_unique<Smtp>(transport, channel);
}

}  // namespace mssp::deliver
