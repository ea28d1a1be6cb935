// The HTML of a mail: one short document with inline style, which mail programs and printers take.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace mssp::mail {

struct Page {
  std::string title;
  std::vector<std::string> paragraphs;
  std::vector<std::pair<std::string, std::string>> figures;  // label and value, a table; may be empty
  std::string signature;                                     // may be empty
};

std::string html(const Page& page);  // every text is escaped
std::string text(const Page& page);  // the same as plain text, wrapped at 72 columns

}  // namespace mssp::mail
