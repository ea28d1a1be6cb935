#include "scan/run.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/parse.hpp"
#include "scan/scan_store.hpp"

namespace mssp::scan {
namespace {

constexpr std::array states{
    std::pair{RunState::running, std::string_view("running")}, std::pair{RunState::done, std::string_view("done")},
    std::pair{RunState::failed, std::string_view("failed")},   std::pair{RunState::cancelled, std::string_view("cancelled")},
    std::pair{RunState::lost, std::string_view("lost")},       std::pair{RunState::missed, std::string_view("missed")},
    std::pair{RunState::refused, std::string_view("refused")}, std::pair{RunState::skipped, std::string_view("skipped")}};

}  // namespace

std::string_view name(RunState state) {
  return std::find_if(states.begin(), states.end(), [&](const auto& row) { return row.first == state; })->second;
}

std::optional<RunState> parse_run_state(std::string_view word) {
  for (const auto& [state, known] : states) {
    if (known == word) return state;
  }
  return std::nullopt;
}

bool Run::open() const {
  if (acknowledged_at || state == RunState::running || state == RunState::skipped) return false;
  return late || state != RunState::done;
}

std::string run_handle(std::int64_t number) { return "R-" + std::to_string(number); }

std::optional<std::int64_t> parse_run_handle(std::string_view text) {
  if (!text.starts_with("R-")) return std::nullopt;
  const auto number = parse_integer(text.substr(2));
  return number && *number > 0 && run_handle(*number) == text ? number : std::nullopt;
}

render::Object describe(const Run& run) {
  const auto text_or_null = [](const std::string& text) { return text.empty() ? render::Value() : render::Value(text); };
  return {{{"run", run_handle(run.number)},
           {"tenant", run.tenant},
           {"scan_type", config::name(run.scan_type)},
           {"profile", run.profile},
           {"due_at", run.due_at},
           {"state", name(run.state)},
           {"detail", text_or_null(run.detail)},
           {"late", run.late},
           {"started_at", run.started_at},
           {"finished_at", run.finished_at},
           {"scan", run.scan ? render::Value(handle(*run.scan)) : render::Value()},
           {"hosts", run.hosts},
           {"acknowledged_at", run.acknowledged_at},
           {"acknowledged_by", text_or_null(run.acknowledged_by)}}};
}

}  // namespace mssp::scan
