#include <map>

#include "base/error.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "options.hpp"
#include "report/commands.hpp"
#include "report/file_state.hpp"
#include "report/revision_store.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::report {
namespace {

struct Options {
  std::optional<std::string> tenant;
};
Options read(const cli::Arguments& arguments) { return {arguments.slug("tenant")}; }

render::Result run(Context& context, const Options& options) {
  if (options.tenant) tenant::get(context.store(), *options.tenant);
  const Filter filter{.tenant = options.tenant};
  render::List answer{.columns = {{"report", "REPORT"}, {"what", "WHAT"}, {"state", "STATE"}, {"sha256", "SHA256"}}, .when_empty = "no reports"};
  std::map<std::int64_t, std::string> handles;
  std::size_t bad = 0;
  const auto add = [&](const std::string& report, const std::string& what, const std::string& state, const std::string& sha256) {
    if (state != "whole") ++bad;
    answer.rows.push_back(render::row(report, what, state, sha256));
  };
  for (const Kept& each : kept(context.store(), filter)) {
    handles[each.revision.id] = each.revision.handle();
    add(each.revision.handle(), "figures", sha256_hex(each.model) == each.revision.sha256 ? "whole" : "altered", each.revision.sha256);
  }
  const std::filesystem::path folder = context.reports_folder();
  for (const FileOf& each : files(context.store(), filter)) {
    add(handles[each.report_id], each.file.path, state_of(folder / each.file.path, each.file.sha256), each.file.sha256);
  }
  render::Result result{.answer = std::move(answer)};
  result.notes.push_back(bad == 0 ? "all is as it was made" : counted(bad, "thing is", "things are") + " not as made");
  if (bad > 0) result.status = exit_status(Code::failed);
  return result;
}

}  // namespace

cli::Command verify_command() {
  return {.path = "report verify",
          .summary = "tell whether kept reports and their files are as they were made",
          .details = "Computes the checksum of the figures in the store and of every file again. Exit status 1 says that "
                     "something is missing or altered; 'report reissue' writes a file as it was.",
          .examples = {"synos-mssp report verify", "synos-mssp report verify --tenant acme-corp --format json"},
          .needs = {.store = true},
          .options = {options::tenant(false)},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::report
