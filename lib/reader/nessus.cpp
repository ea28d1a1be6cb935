#include "reader/nessus.hpp"

#include <fmt/core.h>

#include <array>
#include <utility>

#include "base/error.hpp"
#include "base/parse.hpp"
#include "base/text.hpp"
#include "finding/words.hpp"
#include "reader/place.hpp"
#include "reader/rating.hpp"
#include "scan/xml.hpp"

namespace mssp::reader {
namespace {

enum class Tag { other, report, host, properties, tag, item, cve, cvss2, cvss3, cvss4, synopsis, description, solution, output };

Tag tag_of(std::string_view name) {
  using enum Tag;
  static constexpr std::array<std::pair<std::string_view, Tag>, 14> names{{
      {"ReportItem", item}, {"cve", cve}, {"description", description}, {"solution", solution},
      {"synopsis", synopsis}, {"plugin_output", output}, {"cvss_base_score", cvss2}, {"cvss3_base_score", cvss3},
      {"cvss4_base_score", cvss4}, {"cvssV4_base_score", cvss4}, {"tag", tag}, {"ReportHost", host},
      {"HostProperties", properties}, {"Report", report}}};
  for (const auto& [word, value] : names) {
    if (word == name) return value;
  }
  return other;
}

// ReportItem's severity: 0 to 4.
std::optional<finding::Severity> item_severity(std::string_view number) {
  using enum finding::Severity;
  static constexpr std::array levels{info, low, medium, high, critical};
  const auto level = parse_integer(number);
  if (!level || *level < 0 || *level > 4) return std::nullopt;
  return levels.at(static_cast<std::size_t>(*level));
}

// Reads an export a million results long: strings keep their memory from one result to the next.
class Reader final : public scan::XmlHandler {
 public:
  Reader(const Input& input, finding::Sink& sink) : input_(input), sink_(sink) {}

  finding::Facts facts;

  void start(std::string_view element, const scan::Attributes& attributes, const scan::Here& here) override {
    if (depth_++ == 0 && element != "NessusClientData_v2") {
      throw scan::malformed(input_.name, here,
                            fmt::format("the root element is '{}', not 'NessusClientData_v2'", printable(element)));
    }
    const Tag tag = tag_of(element);
    text_ = nullptr;
    switch (tag) {
      case Tag::report:
        if (depth_ == 2) facts.arguments = finding::safe_line(attributes.text("name"));
        break;
      case Tag::host:
        if (depth_ == 3) begin_host(attributes, here);
        break;
      case Tag::tag:
        if (depth_ == 5 && in_host_ && !in_item_) begin_property(attributes.get("name").value_or(""));
        break;
      case Tag::item:
        if (depth_ == 4 && in_host_) begin_item(attributes, here);
        break;
      default:
        if (in_item_ && depth_ == 5) text_ = place_of(tag);
    }
  }

  void end(std::string_view element, const scan::Here&) override {
    --depth_;
    text_ = nullptr;
    if (in_item_ && depth_ == 3) {
      end_item();
    } else if (in_item_ && depth_ == 4 && element == "cve") {
      add_cves(draft_, cve_);
    } else if (in_host_ && depth_ == 4 && element == "tag") {
      if (property_ == "host-fqdn") asset_.hostname = finding::safe_name(value_, 253);
    } else if (in_host_ && depth_ == 3 && element == "HostProperties") {
      asset_.whole = ended_ || !started_;
      tell_host();
    } else if (in_host_ && depth_ == 2) {
      tell_host();
      in_host_ = false;
    }
  }

  void text(std::string_view piece) override {
    if (text_ != nullptr) *text_ += piece;
  }

 private:
  std::string* place_of(Tag tag) {
    switch (tag) {
      case Tag::cve: cve_.clear(); return &cve_;
      case Tag::cvss2: return &cvss2_;
      case Tag::cvss3: return &cvss3_;
      case Tag::cvss4: return &cvss4_;
      case Tag::synopsis: return &synopsis_;
      case Tag::description: return &description_;
      case Tag::solution: return &solution_;
      case Tag::output: return &output_;
      default: return nullptr;
    }
  }

  void begin_property(std::string_view name) {
    property_ = name;
    started_ = started_ || name == "HOST_START";
    ended_ = ended_ || name == "HOST_END";
    text_ = name == "host-fqdn" ? &value_ : nullptr;
    value_.clear();
  }

  void problem(scan::Position at, std::string_view what) { sink_.problem(fmt::format("{}:{}: {}", at.line, at.column, what)); }

  void begin_host(const scan::Attributes& attributes, const scan::Here& here) {
    asset_ = {};
    asset_.address = asset_name(attributes.text("name"));
    told_ = started_ = ended_ = false;
    in_host_ = !asset_.address.empty();
    if (!in_host_) problem(here, "a host without a name");
  }

  // Before its first result: the sink keeps assets first.
  void tell_host() {
    if (told_) return;
    sink_.asset(asset_);
    told_ = true;
  }

  void begin_item(const scan::Attributes& attributes, const scan::Here& here) {
    const std::string_view plugin = attributes.get("pluginID").value_or("");
    if (plugin.empty()) return problem(here, "a result without a plugin");
    tell_host();
    in_item_ = true;
    draft_ = {};
    draft_.identity.asset = asset_.address;
    draft_.identity.source = "nessus";
    draft_.identity.rule = finding::safe_name(plugin);
    set_port(draft_.identity, attributes.get("port").value_or(""), attributes.get("protocol").value_or(""));
    draft_.title = finding::safe_line(attributes.get("pluginName").value_or(plugin));
    severity_ = item_severity(attributes.get("severity").value_or(""));
    for (std::string* field : {&cvss2_, &cvss3_, &cvss4_, &synopsis_, &description_, &solution_, &output_}) field->clear();
  }

  void end_item() {
    in_item_ = false;
    auto cvss = score(cvss3_);
    if (!cvss) cvss = score(cvss4_);
    if (!cvss) cvss = score(cvss2_);
    rate(draft_, severity_, cvss);
    std::string text;
    for (const std::string* part : {&synopsis_, &description_, &solution_, &output_}) {
      const std::string_view words = trim(*part);
      if (words.empty()) continue;
      if (!text.empty()) text += "\n\n";
      text += words;
    }
    draft_.description = finding::safe_text(text);
    sink_.draft(std::move(draft_));
  }

  const Input& input_;
  finding::Sink& sink_;
  std::size_t depth_ = 0;
  std::string* text_ = nullptr;  // where the text of the element at hand goes
  bool in_host_ = false;
  bool in_item_ = false;
  bool told_ = false;
  bool started_ = false;
  bool ended_ = false;
  finding::AssetSeen asset_;
  finding::Draft draft_;
  std::optional<finding::Severity> severity_;
  std::string property_, value_, cve_, cvss2_, cvss3_, cvss4_, synopsis_, description_, solution_, output_;
};

}  // namespace

finding::Facts read_nessus(const Input& input, finding::Sink& sink) {
  Reader reader(input, sink);
  scan::XmlLimits limits;
  limits.elements = 1'000'000'000;  // forty to a result
  const scan::XmlEnding ending = scan::parse_xml(input.open(), input.name, reader, limits);
  if (ending.bytes == 0) throw Error(Code::invalid_input, "'" + input.name + "' is empty");
  if (!ending.complete) {
    reader.facts.incomplete = fmt::format("the file ends too early at {}:{}", ending.at.line, ending.at.column);
  }
  reader.facts.sources = {"nessus"};
  return std::move(reader.facts);
}

}  // namespace mssp::reader
