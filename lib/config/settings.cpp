#include "config/settings.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "base/parse.hpp"
#include "base/secret.hpp"
#include "base/text.hpp"
#include "config/fields.hpp"

namespace mssp::config {
namespace {

std::optional<std::string> address(const Node* node, Problems& problems) {
  return parsed(node, "an e-mail address", problems, parse_email);
}

// A URL of one of these schemes. Its password would be seen by everyone who may read the configuration.
std::optional<std::string> url(const Node* node, std::string_view wanted, std::initializer_list<std::string_view> schemes,
                               std::string_view secret_goes, Problems& problems) {
  const auto written = accepted(node, wanted, problems, [&](std::string_view value) {
    for (const std::string_view each : schemes) {
      if (value.starts_with(each) && value.size() > each.size() && value.find(' ') == std::string_view::npos) return true;
    }
    return false;
  });
  if (!written || !holds_password(*written)) return written;
  // The value is not shown: an error message ends in logs.
  problems.add(node->place, "'" + node->key + "' holds a password", std::string(secret_goes));
  return std::nullopt;
}

std::optional<std::string> choice(const Node* node, const std::vector<std::string>& words, Problems& problems) {
  const auto index = word_index(node, words, problems);
  return index ? std::optional(words[*index]) : std::nullopt;
}

// Fills Settings::entries beside the values.
class Taker {
 public:
  Taker(Settings& settings, Problems& problems) : settings_(settings), problems_(problems) {}

  // `read` is what the file says at `node`; the value keeps its default when it says nothing.
  template <class Value, class Read>
  void take(const std::string& key, Value& value, const Node* node, std::optional<Read> read) {
    const bool written = read.has_value();
    if (written) value = std::move(*read);
    settings_.entries.push_back({key, shown_value(value), written ? problems_.origin(node->place) : "built-in"});
  }

 private:
  static std::string shown_value(const std::string& value) { return value; }
  static std::string shown_value(const std::optional<std::string>& value) { return value.value_or(""); }
  static std::string shown_value(Seconds value) { return duration_text(value); }

  Settings& settings_;
  Problems& problems_;
};

void read_organization(const Node& node, Organization& organization, Taker& taker, Problems& problems) {
  const Fields fields(node, "organization", {"name", "email", "phone", "timezone", "currency", "logo"}, problems);
  const auto each = [&](const char* key, auto& value, auto read) {
    const Node* found = fields.find(key);
    taker.take(std::string("organization.") + key, value, found, read(found));
  };
  each("name", organization.name, [&](const Node* n) { return text(n, problems); });
  each("email", organization.email, [&](const Node* n) { return address(n, problems); });
  each("phone", organization.phone, [&](const Node* n) { return text(n, problems, 40); });
  each("timezone", organization.timezone, [&](const Node* n) { return zone_name(n, problems); });
  each("currency", organization.currency, [&](const Node* n) { return currency_code(n, problems); });
  each("logo", organization.logo, [&](const Node* n) { return absolute_path(n, problems); });
}

void read_smtp(const Node* node, Settings& settings, Taker& taker, Problems& problems) {
  Node none;
  none.kind = Node::Kind::mapping;
  Smtp smtp;
  const Fields fields(node ? *node : none, "smtp", {"url", "from", "username", "password_file", "tls", "ca_file", "timeout"}, problems);
  const auto each = [&](const char* key, auto& value, bool required, auto read) {
    const Node* found = required ? fields.require(key) : fields.find(key);
    taker.take(std::string("smtp.") + key, value, found, read(found));
  };
  each("url", smtp.url, node != nullptr, [&](const Node* n) {
    return url(n, "an address such as smtps://mail.example.net:465", {"smtp://", "smtps://"},
               "use 'username' and 'password_file'", problems);
  });
  each("from", smtp.from, node != nullptr, [&](const Node* n) { return address(n, problems); });
  each("username", smtp.username, false, [&](const Node* n) { return text(n, problems); });
  each("password_file", smtp.password_file, false, [&](const Node* n) { return absolute_path(n, problems); });
  each("tls", smtp.tls, false, [&](const Node* n) { return choice(n, {"required", "none"}, problems); });
  each("ca_file", smtp.ca_file, false, [&](const Node* n) { return absolute_path(n, problems); });
  each("timeout", smtp.timeout, false, [&](const Node* n) {
    return parsed(n, "a duration from 1s to 10m", problems, [](std::string_view written) {
      const auto duration = parse_duration(written);
      return duration && *duration <= std::chrono::minutes{10} ? duration : std::nullopt;
    });
  });
  const Node* username = fields.find("username");
  const Node* password_file = fields.find("password_file");
  if (username && !password_file) problems.add(username->key_place, "'username' needs 'password_file' beside it");
  if (password_file && !username) problems.add(password_file->key_place, "'password_file' needs 'username' beside it");
  if (username && smtp.tls == "none" && !on_this_machine(smtp.url)) {
    problems.add(username->key_place, "'username' with 'tls: none' would send the password unprotected",
                 "leave 'tls' out, or sign in to a server on this machine only");
  }
  if (node) settings.smtp = std::move(smtp);
}

void read_mail(const Node& node, Mail& mail, Taker& taker, Problems& problems) {
  const Fields fields(node, "mail", {"transport", "from", "sendmail", "folder"}, problems);
  const auto each = [&](const char* key, auto& value, auto read) {
    const Node* found = fields.find(key);
    taker.take(std::string("mail.") + key, value, found, read(found));
  };
  each("transport", mail.transport, [&](const Node* n) { return choice(n, {"smtp", "sendmail", "folder"}, problems); });
  each("from", mail.from, [&](const Node* n) { return address(n, problems); });
  each("sendmail", mail.sendmail, [&](const Node* n) { return absolute_path(n, problems); });
  each("folder", mail.folder, [&](const Node* n) { return absolute_path(n, problems); });
  if (mail.transport == "folder" && !mail.folder) {
    problems.add(fields.find("transport")->place, "'transport: folder' needs 'folder' beside it");
  }
}

}  // namespace

bool on_this_machine(std::string_view url) {
  std::string_view host = url.substr(std::min(url.size(), url.find("://") + 3));
  host = host.substr(0, host.find('/'));
  if (const std::size_t at = host.rfind('@'); at != std::string_view::npos) host.remove_prefix(at + 1);
  if (host.starts_with("[::1]")) return true;
  host = host.substr(0, host.find(':'));
  return host == "localhost" || host == "127.0.0.1";
}

Settings read_settings(std::string_view written, Problems& problems) {
  Settings settings;
  Taker taker(settings, problems);
  Node root = parse_yaml(written, problems).value_or(Node());
  if (root.kind == Node::Kind::null) root.kind = Node::Kind::mapping;  // only comments: everything is built in
  const Fields fields(root, "mssp.yml", {"organization", "store", "reports", "smtp", "mail"}, problems);
  Node none;
  none.kind = Node::Kind::mapping;
  const Node* organization = fields.find("organization");
  read_organization(organization ? *organization : none, settings.organization, taker, problems);
  const Node* store = fields.find("store");
  taker.take("store", settings.store, store,
             url(store, "an address such as sqlite:///var/lib/synos/mssp/mssp.db or postgresql://host/name", {"sqlite:///", "postgresql://", "postgres://"},
                 "leave it to PostgreSQL's password file", problems));
  const Node* reports = fields.find("reports");
  const Fields report_fields(reports ? *reports : none, "reports", {"directory"}, problems);
  const Node* directory = report_fields.find("directory");
  taker.take("reports.directory", settings.reports_directory, directory, absolute_path(directory, problems));
  read_smtp(fields.find("smtp"), settings, taker, problems);
  const Node* mail = fields.find("mail");
  read_mail(mail ? *mail : none, settings.mail, taker, problems);
  return settings;
}

}  // namespace mssp::config
