#include "mail/courier.hpp"

#include "base/error.hpp"
#include "world/file.hpp"

namespace mssp::mail {
namespace {

constexpr auto program_name = "synos-mssp-deliver";
constexpr std::size_t largest_journal = 16384;

}  // namespace

std::optional<Answer> answer_in(const std::filesystem::path& journal, const std::string& message_id) {
  const auto text = world::read_file(journal, largest_journal);
  const auto noted = text ? parse_journal(*text) : std::nullopt;
  if (!noted || noted->message_id != message_id) return std::nullopt;
  if (noted->answer) return noted->answer;
  if (!noted->handed_over) return std::nullopt;
  return Answer{Verdict::uncertain, 0, "the delivery ended before an answer came"};
}

Courier::Courier(std::filesystem::path program, Transport transport, const world::Lock& lock)
    : program_(std::move(program)), transport_(std::move(transport)), lock_(lock) {}

Answer Courier::deliver(const Mail& mail, const std::string& bytes) {
  if (!child_) {
    const auto place = world::companion(program_, program_name, "libexec/synos-mssp");
    if (!place) {
      throw Error(Code::failed, std::string("the delivery program '") + program_name + "' is not installed beside the program",
                  "install the package again");
    }
    child_ = std::make_unique<world::Child>(*place, lock_);
    child_->write(written(transport_));
  }
  std::optional<std::string> line;
  try {
    child_->write(written(Envelope{mail.message_id, bytes.size(), mail.recipient}));
    child_->write(bytes);
  } catch (const Error&) {
    // It has ended, perhaps with a reason that is still to be read.
  }
  line = child_->read_line();
  const auto answer = line ? parse_answer(*line) : std::nullopt;
  if (answer) return *answer;
  child_.reset();
  return answer_in(transport_.journal, mail.message_id).value_or(Answer{Verdict::deferred, 0, "the delivery program ended early"});
}

}  // namespace mssp::mail
