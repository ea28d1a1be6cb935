#include "mail/page.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace mssp::mail {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

}  // namespace

std::string html(const Page& page) {
  std::string out = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + escaped(page.title) +
                    "</title></head>\n<body style=\"font-family:sans-serif;font-size:15px;line-height:1.5;color:#1a1a1a;"
                    "max-width:600px;margin:0 auto;padding:16px\">\n<h1 style=\"font-size:20px;margin:0 0 16px\">" +
                    escaped(page.title) + "</h1>\n";
  for (const std::string& paragraph : page.paragraphs) out += "<p>" + escaped(paragraph) + "</p>\n";
  if (!page.figures.empty()) {
    out += "<table style=\"border-collapse:collapse;margin:16px 0\">\n";
    for (const auto& [label, value] : page.figures) {
      out += "<tr><th scope=\"row\" style=\"text-align:left;font-weight:normal;padding:4px 24px 4px 0;border-bottom:1px solid "
             "#ccc\">" + escaped(label) + "</th><td style=\"text-align:right;padding:4px 0;border-bottom:1px solid #ccc\">" +
             escaped(value) + "</td></tr>\n";
    }
    out += "</table>\n";
  }
  if (!page.signature.empty()) out += "<p style=\"color:#555\">" + escaped(page.signature) + "</p>\n";
  return out + "</body></html>\n";
}

std::string text(const Page& page) {
  std::string out;
  const auto paragraph = [&](const std::string& written) {
    for (const std::string& line : wrap(written, 72)) out += line + "\n";
    out += "\n";
  };
  paragraph(page.title);
  for (const std::string& each : page.paragraphs) paragraph(each);
  std::size_t widest = 0;
  for (const auto& figure : page.figures) widest = std::max(widest, display_width(figure.first));
  for (const auto& [label, value] : page.figures) {
    out += label + std::string(widest - display_width(label) + 2, ' ') + value + "\n";
  }
  if (!page.figures.empty()) out += "\n";
  // "-- " in front of the signature is what mail programs fold away.
  if (!page.signature.empty()) out += "-- \n" + page.signature + "\n";
  return out;
}

}  // namespace mssp::mail
