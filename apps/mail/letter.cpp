#include "mail/letter.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "mail/compose.hpp"
#include "world/file.hpp"

namespace mssp::mail {
namespace {

// What mail servers take at most, before base64 makes a third more of it.
constexpr std::size_t most_attached = std::size_t{20} * 1024 * 1024;

bool stays_below(const std::filesystem::path& path) {
  if (path.is_absolute()) return false;
  return std::none_of(path.begin(), path.end(), [](const std::filesystem::path& part) { return part == ".."; });
}

}  // namespace

std::variant<std::string, Attempt> letter_of(Context& context, const Mail& mail, const std::string& from) {
  const auto refused = [&](Outcome outcome, std::string why) {
    return Attempt{.at = context.world().now(), .outcome = outcome, .answer = std::move(why)};
  };
  Letter letter{.from_name = context.settings().organization.name, .from = from, .to = mail.recipient, .subject = mail.subject,
                .message_id = mail.message_id, .date = mail.queued_at, .text = mail.text, .html = mail.html, .attachments = {}};
  std::size_t left = most_attached;
  for (const Attachment& attachment : mail.attachments) {
    const std::string shown = "the attachment '" + printable(attachment.path) + "'";
    if (!stays_below(attachment.path)) return refused(Outcome::failed, shown + " is not in the reports folder");
    std::optional<std::string> bytes;
    try {
      bytes = world::read_file(context.reports_folder() / attachment.path, left);
    } catch (const Error& error) {
      return refused(error.code() == Code::invalid_input ? Outcome::failed : Outcome::deferred, error.message());
    }
    if (!bytes) return refused(Outcome::deferred, shown + " is missing: make the report again");
    if (!attachment.sha256.empty() && sha256_hex(*bytes) != attachment.sha256) {
      return refused(Outcome::failed, shown + " is not the file that was queued");
    }
    left -= bytes->size();
    letter.attachments.push_back({std::filesystem::path(attachment.path).filename().native(), std::move(*bytes)});
  }
  try {
    return compose(letter);
  } catch (const Error& error) {
    return refused(Outcome::failed, error.message());
  }
}

}  // namespace mssp::mail
