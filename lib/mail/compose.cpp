#include "mail/compose.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "mail/encode.hpp"
#include "mail/header.hpp"

namespace mssp::mail {
namespace {

// "=_" occurs neither in quoted-printable nor in base64 (RFC 2045, 6.7), so no part can hold the boundary.
std::string boundary(const Letter& letter, const char* level) {
  return "=_" + sha256_hex(letter.message_id + level).substr(0, 24);
}

std::string multipart(const std::string& kind, const std::string& boundary, const std::vector<std::string>& parts) {
  std::string all = "Content-Type: multipart/" + kind + ";\r\n boundary=\"" + boundary + "\"\r\n\r\n";
  for (const std::string& part : parts) all += "--" + boundary + "\r\n" + part + "\r\n";
  return all + "--" + boundary + "--\r\n";
}

std::string text_part(const char* type, const std::string& text) {
  return std::string("Content-Type: ") + type + "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
         quoted_printable(text);
}

std::string type_of(const std::string& name) {
  static const std::vector<std::pair<std::string_view, std::string>> types{
      {".pdf", "application/pdf"}, {".json", "application/json"}, {".csv", "text/csv; charset=utf-8"},
      {".html", "text/html; charset=utf-8"}, {".md", "text/markdown; charset=utf-8"}, {".txt", "text/plain; charset=utf-8"}};
  for (const auto& [ending, type] : types) {
    if (name.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

std::string attachment(const Part& part) {
  const bool clean = !part.name.empty() && part.name.size() <= 200 &&
                     std::all_of(part.name.begin(), part.name.end(), [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
                              c == '_' || c == '-';
                     });
  if (!clean) throw Error(Code::invalid_input, "an attachment cannot be named '" + printable(part.name.substr(0, 200)) + "'");
  return "Content-Type: " + type_of(part.name) + "\r\nContent-Disposition: attachment;\r\n filename=\"" + part.name +
         "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64_lines(part.bytes);
}

}  // namespace

std::string compose(const Letter& letter) {
  require_header_text("the Message-ID", letter.message_id);
  std::string body = text_part("text/plain", letter.text);
  if (!letter.html.empty()) {
    body = multipart("alternative", boundary(letter, "alternative"), {body, text_part("text/html", letter.html)});
  }
  if (!letter.attachments.empty()) {
    std::vector<std::string> parts{std::move(body)};
    for (const Part& part : letter.attachments) parts.push_back(attachment(part));
    body = multipart("mixed", boundary(letter, "mixed"), parts);
  }
  return "Date: " + date_text(letter.date) + "\r\n" + address_header("From", letter.from_name, letter.from) +
         address_header("To", "", letter.to) + text_header("Subject", letter.subject) + "Message-ID: " + letter.message_id +
         "\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n" + body;
}

}  // namespace mssp::mail
