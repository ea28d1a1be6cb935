#include "report/produce.hpp"

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>
#include <tuple>

#include "base/sha256.hpp"
#include "base/text.hpp"
#include "mail/outbox_store.hpp"
#include "report/brand_store.hpp"
#include "report/cover_letter.hpp"
#include "report/model_json.hpp"
#include "render/json.hpp"
#include "report/view.hpp"
#include "world/file.hpp"

namespace mssp::report {
namespace {

constexpr std::size_t at_once = 64;  // models held in memory

// A report between its figures and its keeping.
struct Draft {
  Kept kept;
  Model model;
  std::string logo;
  std::string folder = {};  // below that of all reports: empty, or that of a drill
  std::vector<std::string> formats;
  std::vector<File> files;  // once drawn
  std::vector<std::string> warnings;
  std::optional<Error> failure;
};

std::string view(const Workshop& workshop, Draft& draft, const std::string& format) {
  if (format == "json") return draft.kept.model + "\n";
  if (format == "html") return html_view(draft.model, draft.logo);
  if (format == "md") return markdown_view(draft.model);
  if (format == "csv") return csv_view(draft.model);
  if (format == "txt") return text_view(draft.model);
  PdfAnswer answer = workshop.draw_pdf(draft.model, draft.logo);
  if (answer.missing_characters > 0) {
    draft.warnings.push_back(counted(answer.missing_characters, "character") + " shown as boxes: no font that is installed has them");
  }
  if (!answer.logo_trouble.empty()) draft.warnings.push_back(answer.logo_trouble);
  return std::move(answer.bytes);
}

// Needs no store, so that several threads can draw.
void draw(const Workshop& workshop, Draft& draft) {
  try {
    for (const std::string& format : draft.formats) {
      const std::string name = draft.folder + draft.kept.revision.tenant + "/" + draft.kept.revision.file_name(format);
      const std::string bytes = view(workshop, draft, format);
      if (workshop.keep_files) {
        const std::filesystem::path path = workshop.folder / name;
        world::make_folder(path.parent_path());
        world::write_atomically(path, bytes, 0640);
      }
      draft.files.push_back({format, name, sha256_hex(bytes)});
    }
  } catch (const Error& error) {
    draft.failure = error;
  }
}

void draw_all(const Workshop& workshop, std::vector<Draft>& drafts) {
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < drafts.size(); i = next++) {
      if (!drafts[i].failure) draw(workshop, drafts[i]);
    }
  };
  if (drafts.size() == 1) return work();
  std::thread second(work);
  work();
  second.join();
}

void need_pdf(Workshop& workshop, const std::vector<std::string>& wanted) {
  if (!workshop.draw_pdf && std::find(wanted.begin(), wanted.end(), "pdf") != wanted.end()) {
    workshop.draw_pdf = load_pdf_view(workshop.program);
  }
}

std::string mail_subject(const Model& model) { return model.title + " " + model.scope.label + " for " + model.scope.tenant; }

// Every page says what it is, and no file takes the place of a real one. A tenant's folder never begins with '_'.
void mark_as_drill(Draft& draft, Instant now) {
  Model& model = draft.model;
  model.title = "Drill: " + model.title;
  model.authorship.classification = "DRILL, not for customers" + (model.authorship.classification.empty() ? "" : " — " + model.authorship.classification);
  draft.kept.model = render::json_line(model_json(model));
  draft.kept.revision.sha256 = sha256_hex(draft.kept.model);
  draft.folder = "_drill/" + std::to_string(epoch(now)) + "/";
}

Draft draft_of(db::Connection& store, const Workshop& workshop, const Order& order, Instant now) {
  Draft draft;
  draft.formats = order.formats;
  try {
    const Type& type = *order.form.type;
    const Figures found = figures(store, order.tenant, order.span, type.wanted, workshop.sources, now);
    draft.model = shaped(make_model(type, found, now), order.form);
    draft.model.brand = brand(store, order.tenant.id);
    draft.kept = revision_for(store, order.tenant.id, order.tenant.slug, order.span.name(), draft.model, order.form.key(), now);
    draft.model.authorship.at = draft.kept.revision.frozen_at;
    draft.logo = logo(store, order.tenant.id, draft.model.brand.logo_sha256);
    if (!workshop.drill_to.empty()) mark_as_drill(draft, now);
  } catch (const Error& error) {
    draft.failure = error;
  }
  return draft;
}

Produced produced_of(const Workshop& workshop, Draft& draft) {
  Produced produced{.revision = draft.kept.revision, .files = {}, .mail = {}, .warnings = std::move(draft.warnings)};
  for (const File& file : draft.files) produced.files.push_back(workshop.folder / file.path);
  return produced;
}

// A mail that carries the draft's files, still without the recipient.
mail::Message message_of(const Draft& draft, const mail::Page& letter) {
  std::vector<mail::Attachment> attachments;
  for (const File& file : draft.files) attachments.push_back({file.path, file.sha256});
  return {.tenant_id = draft.kept.revision.tenant_id, .kind = "report", .about = draft.kept.revision.topic(), .recipient = {},
          .subject = mail_subject(draft.model), .text = mail::text(letter), .html = mail::html(letter),
          .attachments = std::move(attachments), .report_id = draft.kept.revision.id};
}

Produced keep(db::Connection& store, const Workshop& workshop, const std::vector<std::string>& recipients, Draft& draft, Instant now) {
  if (draft.kept.revision.is_new) insert(store, draft.kept);
  insert_files(store, draft.kept.revision, draft.files);
  Produced produced = produced_of(workshop, draft);
  mail::Message message = message_of(draft, cover_letter(draft.model));
  for (const std::string& recipient : recipients) {
    message.recipient = recipient;
    produced.mail.push_back({recipient, mail::queue(store, message, workshop.mail_host, now).state});
  }
  return produced;
}

// One mail to whoever asked for the drill, which tells to whom the report would go. Each drill is mailed: its time is
// part of what the mail is about.
Produced rehearse(db::Connection& store, const Workshop& workshop, const std::vector<std::string>& recipients, Draft& draft, Instant now) {
  Produced produced = produced_of(workshop, draft);
  produced.drill = true;
  produced.instead_of = recipients;
  mail::Page letter = cover_letter(draft.model);
  letter.paragraphs.insert(letter.paragraphs.begin(), "This is a drill. Nothing was sent to the customer. " +
                                                          (recipients.empty() ? "The report would go to nobody: no recipient is set."
                                                                              : "The report would go to " + join(recipients, ", ") + "."));
  mail::Message message = message_of(draft, letter);
  message.kind = "drill";
  message.about += " at " + rfc3339(now);
  message.recipient = workshop.drill_to;
  message.report_id.reset();
  produced.mail.push_back({message.recipient, mail::queue(store, message, workshop.mail_host, now).state});
  return produced;
}

// Where a batch that begins at `from` ends: the same report is never drawn twice at once, because the second time must
// see what the first has kept.
std::size_t end_of_batch(const std::vector<Order>& orders, std::size_t from) {
  std::set<std::tuple<std::int64_t, std::string, std::string>> seen;
  std::size_t to = from;
  while (to < orders.size() && to - from < at_once) {
    const Order& order = orders[to];
    if (!seen.emplace(order.tenant.id, order.form.key(), order.span.name()).second) break;
    ++to;
  }
  return to;
}

}  // namespace

std::vector<Outcome> produce(db::Connection& store, Workshop& workshop, const std::vector<Order>& orders, Instant now) {
  for (const Order& order : orders) need_pdf(workshop, order.formats);
  std::vector<Outcome> outcomes;
  for (std::size_t from = 0, to = 0; from < orders.size(); from = to) {
    to = end_of_batch(orders, from);
    std::vector<Draft> drafts;
    for (std::size_t i = from; i < to; ++i) drafts.push_back(draft_of(store, workshop, orders[i], now));
    draw_all(workshop, drafts);
    for (std::size_t i = from; i < to; ++i) {
      Draft& draft = drafts[i - from];
      try {
        if (draft.failure) throw *draft.failure;
        const auto finish = workshop.drill_to.empty() ? keep : rehearse;
        outcomes.push_back({store.atomically([&] { return finish(store, workshop, orders[i].recipients, draft, now); }), {}});
      } catch (const Error& error) {
        outcomes.push_back({{}, error});
      }
      if (workshop.progress) workshop.progress(i + 1, orders.size(), orders[i], outcomes.back());
    }
  }
  return outcomes;
}

Produced reissue(db::Connection& store, Workshop& workshop, const Kept& kept, const std::vector<std::string>& wanted) {
  need_pdf(workshop, wanted);
  Draft draft{.kept = kept, .model = {}, .logo = {}, .formats = wanted, .files = {}, .warnings = {}, .failure = {}};
  draft.model = read_model(kept.model, "report '" + kept.revision.handle() + "'");
  draft.model.authorship.at = kept.revision.frozen_at;
  draft.logo = logo(store, kept.revision.tenant_id, draft.model.brand.logo_sha256);
  draw(workshop, draft);
  if (draft.failure) throw *draft.failure;
  return keep(store, workshop, {}, draft, kept.revision.frozen_at);
}

render::Object describe(const Produced& produced) {
  render::Array files;
  for (const std::filesystem::path& path : produced.files) files.push_back(path.native());
  render::Array mail;
  for (const Mailed& each : produced.mail) {
    mail.push_back(render::Object{{{"recipient", each.recipient}, {"state", each.state}}});
  }
  const Revision& revision = produced.revision;
  render::Object object{{{"report", revision.handle()},
           {"tenant", revision.tenant},
           {"type", revision.type},
           {"period", revision.period},
           {"revision", revision.number},
           {"sha256", revision.sha256},
           {"files", std::move(files)},
           {"mail", std::move(mail)}}};
  if (produced.drill) object.members.push_back({"instead_of", render::Array(produced.instead_of.begin(), produced.instead_of.end())});
  return object;
}

}  // namespace mssp::report
