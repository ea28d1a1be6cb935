#include <algorithm>
#include <filesystem>
#include <string_view>

#include "base/error.hpp"
#include "deliver/sender.hpp"
#include "world/file.hpp"

namespace mssp::deliver {
namespace {

// A maildir: written in tmp, renamed into new. The name comes from the Message-ID, so a second attempt finds the first.
class Folder : public Sender {
 public:
  explicit Folder(const mail::Transport& transport) : folder_(transport.folder) {
    for (const char* name : {"tmp", "new", "cur"}) world::make_folder(folder_ / name);
  }

  mail::Answer send(const mail::Envelope& envelope, const std::string& message, Journal&) override {
    std::string name;
    std::copy_if(envelope.message_id.begin(), envelope.message_id.end(), std::back_inserter(name), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '@';
    });
    if (is_there(name)) return {mail::Verdict::sent, 0, "it was in the folder already"};
    try {
      world::write_atomically(folder_ / "tmp" / name, with_newlines(message), 0640);
      world::rename_synced(folder_ / "tmp" / name, folder_ / "new" / name);
    } catch (const Error& error) {
      return {mail::Verdict::deferred, 0, error.message()};
    }
    return {mail::Verdict::sent, 0, "put into the folder"};
  }

 private:
  // A mail program moves what was seen to cur, with flags behind a colon.
  bool is_there(const std::string& name) const {
    if (std::filesystem::exists(folder_ / "new" / name)) return true;
    const auto seen = std::filesystem::directory_iterator(folder_ / "cur");
    return std::any_of(begin(seen), end(seen), [&](const auto& entry) {
      const std::string other = entry.path().filename().native();
      return std::string_view(other).substr(0, other.find(':')) == name;
    });
  }

  std::filesystem::path folder_;
};

}  // namespace

std::string with_newlines(const std::string& message) {
  std::string text;
  text.reserve(message.size());
  for (std::size_t i = 0; i < message.size(); ++i) {
    if (message[i] == '\r' && i + 1 < message.size() && message[i + 1] == '\n') continue;
    text += message[i];
  }
  return text;
}

std::unique_ptr<Sender> make_folder(const mail::Transport& transport) { return std::make_unique<Folder>(transport); }

}  // namespace mssp::deliver
