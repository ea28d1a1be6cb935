#include "report/produce.hpp"

#include "base/error.hpp"
#include "base/sha256.hpp"
#include "mail/outbox_store.hpp"
#include "render/json.hpp"
#include "report/cover_letter.hpp"
#include "report/executive.hpp"
#include "report/executive_json.hpp"
#include "world/file.hpp"

namespace mssp::report {
namespace {

constexpr auto type = "executive";

std::string view(Workshop& workshop, const Executive& report, const std::string& model, const std::string& format) {
  if (format == "json") return model + "\n";
  if (!workshop.draw_pdf) workshop.draw_pdf = load_pdf_view(workshop.program);
  return workshop.draw_pdf(report);
}

}  // namespace

Produced produce(db::Connection& store, Workshop& workshop, const Order& order, Instant now) {
  Executive report = executive(figures(store, order.tenant, order.month, workshop.sources, now), now);
  const std::string model = render::json_line(executive_json(report));
  Produced produced;
  produced.revision = keep(store, order.tenant.id, order.tenant.slug, type, order.month, model, now);
  report.authorship.at = produced.revision.frozen_at;
  std::vector<mail::Attachment> attachments;
  for (const std::string& format : order.formats) {
    const std::string name = produced.revision.file_name(format);
    const std::filesystem::path path = workshop.folder / order.tenant.slug / name;
    const std::string bytes = view(workshop, report, model, format);
    if (workshop.keep_files) {
      world::make_folder(path.parent_path());
      world::write_atomically(path, bytes, 0640);
    }
    produced.files.push_back(path);
    attachments.push_back({order.tenant.slug + "/" + name, sha256_hex(bytes)});
  }
  const mail::Page letter = cover_letter(report);
  for (const std::string& recipient : order.recipients) {
    const mail::Queued queued = mail::queue(store,
                                            {.tenant_id = order.tenant.id,
                                             .kind = "report",
                                             .about = produced.revision.topic(),
                                             .recipient = recipient,
                                             .subject = report.title + " " + report.scope.label + " for " + report.scope.tenant,
                                             .text = mail::text(letter),
                                             .html = mail::html(letter),
                                             .attachments = attachments,
                                             .report_id = produced.revision.id},
                                            workshop.mail_host, now);
    produced.mail.push_back({recipient, queued.state});
  }
  return produced;
}

render::Object describe(const Produced& produced) {
  render::Array files;
  for (const std::filesystem::path& path : produced.files) files.push_back(path.native());
  render::Array mail;
  for (const Mailed& each : produced.mail) {
    mail.push_back(render::Object{{{"recipient", each.recipient}, {"state", each.state}}});
  }
  const Revision& revision = produced.revision;
  return {{{"report", revision.handle()},
           {"tenant", revision.tenant},
           {"type", revision.type},
           {"period", revision.period},
           {"revision", revision.number},
           {"sha256", revision.sha256},
           {"files", std::move(files)},
           {"mail", std::move(mail)}}};
}

}  // namespace mssp::report
