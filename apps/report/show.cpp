#include "base/error.hpp"
#include "base/text.hpp"
#include "options.hpp"
#include "render/table.hpp"
#include "report/commands.hpp"
#include "report/model_json.hpp"
#include "report/workshop.hpp"

namespace mssp::report {
namespace {

struct Options {
  std::string report;
  std::vector<std::string> formats;
};

Options read_show(const cli::Arguments& arguments) { return {arguments.text("report"), {}}; }
Options read_reissue(const cli::Arguments& arguments) { return {arguments.text("report"), formats_of(arguments)}; }

render::Result run_show(Context& context, const Options& options) {
  const Kept kept = get(context.store(), options.report);
  const Revision& revision = kept.revision;
  render::Array written;
  std::vector<File> written_files;
  for (const FileOf& each : files(context.store(), {revision.tenant, revision.type, revision.period})) {
    if (each.report_id != revision.id) continue;
    written_files.push_back(each.file);
    written.push_back(render::Object{{{"format", each.file.format}, {"file", each.file.path}, {"sha256", each.file.sha256}}});
  }
  render::Array changes;
  render::Value title;
  if (kept.layout == template_version) {
    const Model model = read_model(kept.model, "report '" + revision.handle() + "'");
    title = model.title;
    for (const std::string& change : model.changes) changes.push_back(change);
  }
  std::vector<std::string> lines{"report " + revision.handle() + ", made " + rfc3339(revision.frozen_at), "figures " + revision.sha256};
  for (const File& file : written_files) lines.push_back("file " + file.path + " " + file.sha256);
  if (!changes.empty()) lines.emplace_back("what it corrects:");
  for (const render::Value& change : changes) lines.push_back("  " + render::cell(change));
  return {.answer = render::Record{.object = {{{"report", revision.handle()},
                                               {"tenant", revision.tenant},
                                               {"type", revision.type},
                                               {"title", std::move(title)},
                                               {"period", revision.period},
                                               {"revision", revision.number},
                                               {"frozen_at", revision.frozen_at},
                                               {"sha256", revision.sha256},
                                               {"layout", kept.layout},
                                               {"files", std::move(written)},
                                               {"changes", std::move(changes)}}},
                                   .lines = std::move(lines)}};
}

render::Result run_reissue(Context& context, const Options& options) {
  Workshop shop = workshop(context);
  const Produced produced = context.change([&](db::Connection& store) {
    const Kept kept = get(store, options.report);
    if (kept.layout != template_version) {
      throw Error(Code::conflict, "report '" + kept.revision.handle() + "' was made by an older version, whose layout is gone",
                  "generate it again: it becomes a new revision");
    }
    Produced made = reissue(store, shop, kept, options.formats);
    context.audit({{made.revision.tenant, "report " + made.revision.handle() + " files", "", join(options.formats, ",")}});
    return made;
  });
  std::string note = "reissued report " + produced.revision.handle();
  for (const auto& file : produced.files) note += (context.dry_run() ? ", not written: " : ", ") + file.native();
  for (const std::string& warning : produced.warnings) context.note(warning);
  return context.changed(note, describe(produced));
}

cli::Option report_option() {
  return {.name = "report", .value = "REPORT", .help = "as 'report list' shows it; without its last part the latest revision", .required = true};
}

}  // namespace

cli::Command show_command() {
  return {.path = "report show",
          .summary = "show a report that was made: its files and what it corrected",
          .examples = {"synos-mssp report show --report acme-corp/executive/2025-09/2", "synos-mssp report show --report acme-corp/sla/2025-09"},
          .needs = {.store = true},
          .options = {report_option()},
          .prepare = cli::steps(read_show, run_show)};
}

cli::Command reissue_command() {
  return {.path = "report reissue",
          .summary = "write the files of a report once more, as they were",
          .details = "From the figures that were kept, not from today's: the same bytes as at first. With --format json the "
                     "answer is JSON too.",
          .examples = {"synos-mssp report reissue --report acme-corp/executive/2025-09/1",
                       "synos-mssp report reissue --report acme-corp/executive/2025-09 --format pdf,html"},
          .needs = {.store = true, .writes = true},
          .options = {report_option(), format_option()},
          .formats = {},
          .prepare = cli::steps(read_reissue, run_reissue)};
}

}  // namespace mssp::report
