// The parts of an XML document that a reader wants, each as a small tree, one at a time.
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scan/xml.hpp"

namespace mssp::reader {

// An element with what stands in it. Names are without prefixes.
struct Element {
  std::string name;
  std::vector<std::pair<std::string, std::string>> attributes;
  std::string text;  // of its own, without that of its children
  std::vector<Element> children;

  std::string_view attribute(std::string_view wanted) const;  // empty when there is none
  // The first child of that name; an empty element when there is none.
  const Element& operator[](std::string_view wanted) const;
  // The text of the element that the names lead to, "nvt/name", without blanks at its ends.
  std::string_view at(std::string_view names) const;
  // Those of several that are not empty, as paragraphs.
  std::string texts(std::initializer_list<std::string_view> names) const;
};

// `wanted` names elements by their last steps: "results/result". A part inside of another belongs to that one.
struct Wanted {
  std::vector<std::string> paths;
  std::function<void(std::size_t path, Element&& element, scan::Position at)> part;
  // Every element outside of parts as it begins: its name without a prefix, its depth from 0, its attributes.
  std::function<void(std::string_view name, std::size_t depth, const scan::Attributes& attributes)> begins = {};
};

// Reads to the end. Error{invalid_input} as parse_xml gives it, for an empty file, and for a part of more than 64 MiB.
// Returns why the document is not whole, "the file ends too early at LINE:COLUMN", or an empty text.
std::string read_elements(const Source& source, std::string_view file, const Wanted& wanted);

}  // namespace mssp::reader
