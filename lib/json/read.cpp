#include "json/read.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/text.hpp"

namespace mssp::json {
namespace {

constexpr std::size_t deepest = 64;

// Builds the value from the parser's events: its own tree would keep the last of two equal keys.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Builder(const std::string& where) : where_(where) {}

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(number_integer_t value) override { return add(std::int64_t{value}); }
  bool number_unsigned(number_unsigned_t value) override {
    if (value > static_cast<number_unsigned_t>(INT64_MAX)) fail("a number is too large");
    return add(static_cast<std::int64_t>(value));
  }
  bool number_float(number_float_t, const string_t& text) override { fail("'" + text + "' is not a whole number"); }
  bool string(string_t& value) override { return add(std::move(value)); }
  bool binary(binary_t&) override { fail("binary values are not JSON"); }
  bool start_object(std::size_t) override { return open(render::Value(render::Object{})); }
  bool start_array(std::size_t) override { return open(render::Value(render::Array{})); }
  bool key(string_t& name) override {
    auto& names = open_.back().keys;
    if (std::find(names.begin(), names.end(), name) != names.end()) fail("the key '" + printable(name) + "' is given twice");
    names.push_back(name);
    return true;
  }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    fail("not valid JSON at character " + std::to_string(position));
  }

  render::Value take() { return std::move(result_); }

 private:
  struct Level {
    bool is_object;
    std::vector<std::string> keys;
    render::Array values;
  };

  [[noreturn]] void fail(const std::string& what) const { throw Error(Code::invalid_input, where_ + ": " + what); }

  bool open(const render::Value& kind) {
    if (open_.size() >= deepest) fail("more than " + std::to_string(deepest) + " levels");
    open_.push_back({std::holds_alternative<render::Object>(kind.content()), {}, {}});
    return true;
  }

  bool close() {
    Level level = std::move(open_.back());
    open_.pop_back();
    if (!level.is_object) return add(std::move(level.values));
    render::Object object;
    for (std::size_t i = 0; i < level.keys.size(); ++i) {
      object.members.push_back({std::move(level.keys[i]), std::move(level.values[i])});
    }
    return add(std::move(object));
  }

  bool add(render::Value value) {
    if (open_.empty()) {
      result_ = std::move(value);
    } else {
      open_.back().values.push_back(std::move(value));
    }
    return true;
  }

  const std::string& where_;
  std::vector<Level> open_;
  render::Value result_;
};

}  // namespace

render::Value read(std::string_view text, const std::string& where) {
  Builder builder(where);
  nlohmann::json::sax_parse(text, &builder);
  return builder.take();
}

}  // namespace mssp::json
