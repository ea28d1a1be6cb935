// mssp.yml: who the provider is, where the store and the reports are, and how mail leaves.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "config/problems.hpp"

namespace mssp::config {

// One value as `config show` prints it: dotted key, text (empty when unset), "FILE:LINE" or "built-in".
struct Entry {
  std::string key;
  std::string value;
  std::string origin;
};

struct Organization {
  std::string name;
  std::optional<std::string> email;
  std::optional<std::string> phone;
  std::string timezone = "UTC";
  std::string currency = "USD";
  std::optional<std::string> logo;  // absolute path
};

struct Smtp {
  std::string url;   // smtp:// or smtps://, without a password
  std::string from;
  std::optional<std::string> username;       // both or none
  std::optional<std::string> password_file;  // absolute path
  std::string tls;                           // "required", "none"; empty: required but for a server on this machine
  std::optional<std::string> ca_file;        // absolute path; empty: the system's certificates
  Seconds timeout{120};                      // for each answer of the server
};

// How mail leaves the house.
struct Mail {
  std::string transport = "smtp";  // "smtp", "sendmail", "folder"
  std::optional<std::string> from;
  std::string sendmail = "/usr/sbin/sendmail";  // absolute path
  std::optional<std::string> folder;            // absolute path of a maildir
};

struct Settings {
  Organization organization;
  std::string store = "sqlite:///var/lib/synos/mssp/mssp.db";
  std::string reports_directory = "/var/lib/synos/mssp/reports";  // absolute path
  std::optional<Smtp> smtp;
  Mail mail;
  std::vector<Entry> entries;  // every value, in the order above
};

// Whether a URL names this very machine: localhost, 127.0.0.1 or [::1].
bool on_this_machine(std::string_view url);

// An empty text gives the built-in values. See strictly() for loading.
Settings read_settings(std::string_view text, Problems& problems);

}  // namespace mssp::config
