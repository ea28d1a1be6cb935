#include "reader/elements.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace mssp::reader {
namespace {

constexpr std::size_t part_bytes = std::size_t{64} << 20U;

std::string_view local(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

class Collector : public scan::XmlHandler {
 public:
  Collector(std::string_view file, const Wanted& wanted) : file_(file), wanted_(wanted) {
    for (const std::string& path : wanted.paths) {
      paths_.emplace_back();
      for (const std::string_view step : split(path, '/')) paths_.back().emplace_back(step);
    }
  }

  void start(std::string_view prefixed, const scan::Attributes& attributes, const scan::Here& at) override {
    const std::string_view name = local(prefixed);
    names_.emplace_back(name);
    if (open_.empty()) {
      path_ = wanted_path();
      if (path_ == paths_.size()) {
        if (wanted_.begins) wanted_.begins(name, names_.size() - 1, attributes);
        return;
      }
      bytes_ = 0;
    }
    Element element;
    element.name = name;
    attributes.each([&](std::string_view key, std::string_view value) {
      element.attributes.emplace_back(local(key), value);
      count(key.size() + value.size(), at);
    });
    count(sizeof(Element) + name.size(), at);
    open_.push_back(std::move(element));
  }

  void end(std::string_view, const scan::Here& at) override {
    names_.pop_back();
    if (open_.empty()) return;
    Element ended = std::move(open_.back());
    open_.pop_back();
    if (open_.empty()) {
      wanted_.part(path_, std::move(ended), at);
    } else {
      open_.back().children.push_back(std::move(ended));
    }
  }

  void text(std::string_view piece) override {
    if (open_.empty()) return;
    count(piece.size(), {});
    open_.back().text += piece;
  }

 private:
  std::size_t wanted_path() const {
    for (std::size_t i = 0; i < paths_.size(); ++i) {
      const auto& path = paths_[i];
      if (path.size() <= names_.size() && std::equal(path.rbegin(), path.rend(), names_.rbegin())) return i;
    }
    return paths_.size();
  }

  void count(std::size_t bytes, const scan::Here& at) {
    bytes_ += bytes;
    if (bytes_ > part_bytes) throw scan::malformed(file_, at, fmt::format("a part of more than {} bytes", part_bytes));
  }

  std::string_view file_;
  const Wanted& wanted_;
  std::vector<std::vector<std::string>> paths_;
  std::vector<std::string> names_;  // of the open elements
  std::vector<Element> open_;       // those of the part at hand
  std::size_t path_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace

std::string_view Element::attribute(std::string_view wanted) const {
  for (const auto& [key, value] : attributes) {
    if (key == wanted) return value;
  }
  return {};
}

const Element& Element::operator[](std::string_view wanted) const {
  static const Element nothing;
  const auto found =
      std::find_if(children.begin(), children.end(), [&](const Element& child) { return child.name == wanted; });
  return found == children.end() ? nothing : *found;
}

std::string_view Element::at(std::string_view names) const {
  const Element* place = this;
  for (const std::string_view step : split(names, '/')) place = &(*place)[step];
  return trim(place->text);
}

std::string Element::texts(std::initializer_list<std::string_view> names) const {
  std::string paragraphs;
  for (const std::string_view wanted : names) {
    const std::string_view words = at(wanted);
    if (words.empty()) continue;
    if (!paragraphs.empty()) paragraphs += "\n\n";
    paragraphs += words;
  }
  return paragraphs;
}

std::string read_elements(const Source& source, std::string_view file, const Wanted& wanted) {
  Collector collector(file, wanted);
  const scan::XmlEnding ending = scan::parse_xml(source, file, collector);
  if (ending.bytes == 0) throw Error(Code::invalid_input, fmt::format("'{}' is empty", printable(file)));
  if (ending.complete) return {};
  if (ending.elements == 0) throw scan::malformed(file, ending.at, "the file ends before its first element");
  return fmt::format("the file ends too early at {}:{}", ending.at.line, ending.at.column);
}

}  // namespace mssp::reader
