#include "audit/audit.hpp"
#include "audit/commands.hpp"
#include "context.hpp"

namespace mssp::audit {
namespace {

struct Options {};

Options read(const cli::Arguments&) { return {}; }

render::Result run(Context& context, const Options&) {
  const Verdict verdict = verify(context.store());
  const bool whole = !verdict.broken;
  render::Record record;
  record.object.members = {
      {"whole", whole},
      {"checked", verdict.checked},
      {"last_hash", verdict.last_hash},
      {"first_bad", whole ? render::Value()
                          : render::Object{{{"number", verdict.broken->number}, {"reason", verdict.broken->reason}}}}};
  const std::string checked = std::to_string(verdict.checked) + (verdict.checked == 1 ? " entry" : " entries");
  if (whole) {
    record.lines = {"the audit trail is whole: " + checked, "last hash " + verdict.last_hash};
  } else {
    record.lines = {"the audit trail is broken at entry " + std::to_string(verdict.broken->number) + ": " +
                        verdict.broken->reason,
                    "whole before it: " + checked + ", last hash " + verdict.last_hash};
  }
  return {.answer = std::move(record), .status = whole ? 0 : 1};
}

}  // namespace

cli::Command verify_command() {
  return {.path = "audit verify",
          .summary = "prove that nobody altered the audit trail",
          .details = "Each entry holds the hash of the one before, so an entry that was altered, removed or put in shows "
                     "as the first bad one, with exit status 1. That the end was not cut off shows when the last hash "
                     "that you keep elsewhere is found again with 'audit list'.",
          .examples = {"synos-mssp audit verify", "synos-mssp audit verify --format json"},
          .needs = {.store = true},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::audit
