#include "mail/transport.hpp"

#include "base/error.hpp"

namespace mssp::mail {
namespace {

std::string sender_address(const config::Settings& settings) {
  if (settings.mail.from) return *settings.mail.from;
  if (settings.smtp) return settings.smtp->from;
  if (settings.organization.email) return *settings.organization.email;
  throw Error(Code::invalid_config, "mssp.yml does not say from whom mail comes", "set mail.from");
}

}  // namespace

Transport transport_of(Context& context, const std::filesystem::path& journal) {
  const config::Settings& settings = context.settings();
  Transport transport;
  transport.journal = journal;
  if (settings.mail.transport == "folder") {
    transport.kind = Transport::Kind::folder;
    transport.folder = context.world().at(*settings.mail.folder);
  } else if (settings.mail.transport == "sendmail") {
    transport.kind = Transport::Kind::sendmail;
    transport.program = context.world().at(settings.mail.sendmail);
  } else if (!settings.smtp) {
    throw Error(Code::invalid_config, "mssp.yml does not say how mail leaves",
                "set smtp.url and smtp.from, or mail.transport to sendmail or folder");
  } else {
    const config::Smtp& smtp = *settings.smtp;
    transport.url = smtp.url;
    transport.username = smtp.username.value_or("");
    if (smtp.password_file) transport.password_file = context.world().at(*smtp.password_file);
    if (smtp.ca_file) transport.ca_file = context.world().at(*smtp.ca_file);
    transport.tls = smtp.tls.empty() ? !config::on_this_machine(smtp.url) : smtp.tls == "required";
  }
  if (settings.smtp) transport.timeout = settings.smtp->timeout;
  transport.from = sender_address(settings);
  return transport;
}

}  // namespace mssp::mail
