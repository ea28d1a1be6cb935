#include "onboard/evidence.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "report/file_state.hpp"
#include "report/revision_store.hpp"
#include "ticket/ticket_store.hpp"

namespace mssp::onboard {
namespace {

constexpr std::array<std::string_view, 4> kinds{"file", "report", "output", "ticket"};

Proof of_file(Context& context, const std::string& name) {
  Sha256 hash;
  std::int64_t size = 0;
  std::array<char, 1 << 16> block{};
  const Source source = context.open_input(name)();
  for (std::size_t got = source(block.data(), block.size()); got > 0; got = source(block.data(), block.size())) {
    hash.add({block.data(), got});
    size += static_cast<std::int64_t>(got);
  }
  if (size == 0) throw Error(Code::invalid_input, "the file '" + printable(name) + "' is empty", "an empty file shows nothing");
  return {.kind = "file", .reference = std::filesystem::path(name).filename().native(), .sha256 = hash.hex(), .size = size, .content = {}};
}

Proof of_output(Context& context, const std::string& name) {
  std::string text = context.input(name, largest_output);
  if (trim(text).empty()) throw Error(Code::invalid_input, "the output is empty", "an empty output shows nothing");
  if (!valid_utf8(text)) throw Error(Code::invalid_input, "the output is not UTF-8 text", "show it as a file: --evidence file:FILE");
  Proof proof{.kind = "output", .reference = name == "-" ? "standard input" : std::filesystem::path(name).filename().native(),
              .sha256 = sha256_hex(text), .size = static_cast<std::int64_t>(text.size()), .content = {}};
  proof.content = std::move(text);
  return proof;
}

Proof of_report(Context& context, const std::string& handle, const std::string& tenant) {
  const report::Kept kept = report::get(context.store(), handle);
  const std::string name = kept.revision.handle();
  if (kept.revision.tenant != tenant) throw Error(Code::conflict, "report '" + name + "' is not of tenant '" + tenant + "'");
  const auto refuse = [&](const std::string& what) {
    throw Error(Code::conflict, "report '" + name + "' proves nothing: " + what, "'synos-mssp report verify --tenant " + tenant + "' tells more");
  };
  if (sha256_hex(kept.model) != kept.revision.sha256) refuse("its figures were altered");
  const report::Filter filter{.tenant = tenant, .type = kept.revision.type, .period = kept.revision.period};
  for (const report::FileOf& each : report::files(context.store(), filter)) {
    if (each.report_id != kept.revision.id) continue;
    const std::string state = report::state_of(context.reports_folder() / each.file.path, each.file.sha256);
    if (state != "whole") refuse("its file '" + each.file.path + "' is " + state);
  }
  return {.kind = "report", .reference = name, .sha256 = kept.revision.sha256, .size = {}, .content = {}};
}

Proof of_ticket(Context& context, const std::string& written, const std::string& tenant) {
  const auto number = ticket::parse_handle(written);
  if (!number) cli::refuse("evidence", "a ticket such as ticket:T-12", "ticket:" + written);
  const ticket::Ticket ticket = ticket::get(context.store(), *number);
  const std::string handle = ticket::handle(ticket.number);
  if (ticket.tenant != tenant) throw Error(Code::conflict, "ticket '" + handle + "' is not of tenant '" + tenant + "'");
  return {.kind = "ticket", .reference = handle, .sha256 = {}, .size = {}, .content = {}};
}

}  // namespace

Shown shown_evidence(const cli::Arguments& arguments) {
  const auto written = arguments.optional_text("evidence");
  if (!written) return {};
  const std::size_t colon = written->find(':');
  Shown shown{written->substr(0, colon), colon == std::string::npos ? "" : written->substr(colon + 1)};
  if (shown.value.empty() || std::find(kinds.begin(), kinds.end(), shown.kind) == kinds.end()) {
    cli::refuse("evidence", "file:FILE, report:HANDLE, output:FILE or ticket:NUMBER", *written);
  }
  return shown;
}

Proof proof_of(Context& context, const Shown& shown, const std::string& tenant) {
  if (shown.kind == "file") return of_file(context, shown.value);
  if (shown.kind == "output") return of_output(context, shown.value);
  if (shown.kind == "report") return of_report(context, shown.value, tenant);
  return of_ticket(context, shown.value, tenant);
}

}  // namespace mssp::onboard
