// A JSON value as strangers write it: read leniently by whoever knows the format, whatever is missing or of another kind.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mssp::json {

class Tree {
 public:
  enum class Kind { null, boolean, number, text, array, object };

  Tree() = default;
  Tree(Kind kind, std::string text) : kind_(kind), text_(std::move(text)) {}

  Kind kind() const { return kind_; }
  explicit operator bool() const { return kind_ != Kind::null; }
  bool is_true() const { return kind_ == Kind::boolean && text_ == "true"; }

  // A text as it is, a number or boolean as the file spells it; empty for what has no text.
  const std::string& text() const { return text_; }
  // Of an array or object, in their order; empty for anything else.
  const std::vector<Tree>& items() const { return items_; }
  const std::vector<std::string>& keys() const { return keys_; }
  // The member of an object; the null value when there is none, or when this is no object.
  const Tree& operator[](std::string_view key) const;

  void add(Tree item) { items_.push_back(std::move(item)); }
  void add_key(std::string key) { keys_.push_back(std::move(key)); }
  bool has(std::string_view key) const;

 private:
  Kind kind_ = Kind::null;
  std::string text_;
  std::vector<Tree> items_;
  std::vector<std::string> keys_;  // of an object, one for each item
};

}  // namespace mssp::json
