#include "mail/wire.hpp"

#include <array>

#include "base/parse.hpp"
#include "base/text.hpp"

namespace mssp::mail {
namespace {

constexpr std::array<std::string_view, 3> kinds{"smtp", "sendmail", "folder"};
constexpr std::array<std::string_view, 6> verdicts{"sent", "deferred", "uncertain", "bounced", "unreachable", "refused"};

template <std::size_t N>
std::optional<std::size_t> index_of(const std::array<std::string_view, N>& words, std::string_view word) {
  for (std::size_t i = 0; i < N; ++i) {
    if (words[i] == word) return i;
  }
  return std::nullopt;
}

// Takes a word and the space behind it off the front.
std::string_view word_off(std::string_view& line) {
  const std::size_t space = line.find(' ');
  const std::string_view word = line.substr(0, space);
  line.remove_prefix(space == std::string_view::npos ? line.size() : space + 1);
  return word;
}

struct TextSetting {
  std::string_view name;
  std::string Transport::*value;
};
constexpr std::array text_settings{
    TextSetting{"from", &Transport::from},         TextSetting{"url", &Transport::url},
    TextSetting{"username", &Transport::username}, TextSetting{"password-file", &Transport::password_file},
    TextSetting{"ca-file", &Transport::ca_file},   TextSetting{"program", &Transport::program},
    TextSetting{"folder", &Transport::folder},     TextSetting{"journal", &Transport::journal}};

}  // namespace

std::string written(const Transport& transport) {
  std::string all = "transport " + std::string(kinds.at(static_cast<std::size_t>(transport.kind))) + "\n";
  for (const TextSetting& setting : text_settings) {
    const std::string& value = transport.*setting.value;
    if (!value.empty()) all += std::string(setting.name) + " " + value + "\n";
  }
  all += transport.tls ? "tls required\n" : "tls none\n";
  return all + "timeout " + std::to_string(transport.timeout.count()) + "\n\n";
}

bool take_setting(Transport& transport, std::string_view line) {
  const std::string_view name = word_off(line);
  if (name == "transport") {
    const auto kind = index_of(kinds, line);
    if (kind) transport.kind = static_cast<Transport::Kind>(*kind);
    return kind.has_value();
  }
  if (name == "tls") {
    transport.tls = line == "required";
    return transport.tls || line == "none";
  }
  if (name == "timeout") {
    const auto seconds = parse_integer(line);
    if (seconds) transport.timeout = Seconds{*seconds};
    return seconds.has_value();
  }
  for (const TextSetting& setting : text_settings) {
    if (setting.name != name) continue;
    transport.*setting.value = line;
    return true;
  }
  return false;
}

std::string written(const Envelope& envelope) {
  return "message " + envelope.message_id + " " + std::to_string(envelope.bytes) + " " + envelope.recipient + "\n";
}

std::optional<Envelope> parse_envelope(std::string_view line) {
  if (word_off(line) != "message") return std::nullopt;
  Envelope envelope;
  envelope.message_id = word_off(line);
  const auto bytes = parse_integer(word_off(line));
  envelope.recipient = line;
  if (!bytes || *bytes < 0 || envelope.recipient.empty()) return std::nullopt;
  envelope.bytes = static_cast<std::size_t>(*bytes);
  return envelope;
}

std::string written(const Answer& answer) {
  return "answer " + std::string(verdicts.at(static_cast<std::size_t>(answer.verdict))) + " " + std::to_string(answer.code) +
         " " + printable(std::string_view(answer.text).substr(0, 500)) + "\n";
}

std::optional<Answer> parse_answer(std::string_view line) {
  if (word_off(line) != "answer") return std::nullopt;
  const auto verdict = index_of(verdicts, word_off(line));
  const auto code = parse_integer(word_off(line));
  if (!verdict || !code) return std::nullopt;
  return Answer{static_cast<Verdict>(*verdict), *code, std::string(line)};
}

std::optional<Journal> parse_journal(std::string_view text) {
  Journal journal;
  const auto lines = split(text, '\n');
  if (lines.size() < 2 || lines[0].empty()) return std::nullopt;  // the last one has no end: it was not written whole
  journal.message_id = lines[0];
  for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
    if (lines[i] == handed_over_line.substr(0, handed_over_line.size() - 1)) journal.handed_over = true;
    if (auto answer = parse_answer(lines[i])) journal.answer = std::move(answer);
  }
  return journal;
}

}  // namespace mssp::mail
