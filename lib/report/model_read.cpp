// Reads a kept model back. It was written by this program, so one message is enough for whatever is wrong with it.
#include "base/error.hpp"
#include "base/parse.hpp"
#include "json/read.hpp"
#include "report/model_json.hpp"

namespace mssp::report {
namespace {

using render::Array;
using render::Object;
using render::Value;

class Reader {
 public:
  explicit Reader(const std::string& where) : where_(where) {}

  Model model(const Value& value) const {
    const Object& root = object(value);
    const Object& organisation = object(at(root, "organisation"));
    const Object& period = object(at(root, "period"));
    const Object& brand = object(at(root, "brand"));
    Model model{.type = text(root, "type"), .title = text(root, "title"), .revision = number(root, "revision"),
                .organisation = {text(organisation, "name"), text(organisation, "contact"), text(organisation, "escalation")},
                .scope = {text(root, "tenant"), text(root, "tier"), text(period, "text"), text(period, "label"),
                          text(period, "timezone"), instant(period, "from"), instant(period, "to")},
                .authorship = {text(root, "classification"), text(root, "prepared_by"), text(root, "primary_analyst")},
                .brand = {{}, text(brand, "logo_sha256")},
                .changes = texts(root, "changes"),
                .sections = {}};
    if (const auto colour = optional_number(at(brand, "colour"))) model.brand.colour = static_cast<std::uint32_t>(*colour);
    for (const Value& each : array(root, "sections")) model.sections.push_back(section(object(each)));
    return model;
  }

 private:
  [[noreturn]] void fail() const { throw Error(Code::invalid_input, where_ + ": not a report of this program", "generate the report again"); }

  const Object& object(const Value& value) const {
    const auto* found = std::get_if<Object>(&value.content());
    if (found == nullptr) fail();
    return *found;
  }
  const Value* find(const Object& from, std::string_view key) const {
    for (const render::Member& member : from.members) {
      if (member.key == key) return &member.value;
    }
    return nullptr;
  }
  const Value& at(const Object& from, std::string_view key) const {
    const Value* found = find(from, key);
    if (found == nullptr) fail();
    return *found;
  }
  const Array& array(const Object& from, std::string_view key) const {
    const auto* found = std::get_if<Array>(&at(from, key).content());
    if (found == nullptr) fail();
    return *found;
  }
  std::string text(const Value& value) const {
    if (std::holds_alternative<std::nullptr_t>(value.content())) return {};
    const auto* found = std::get_if<std::string>(&value.content());
    if (found == nullptr) fail();
    return *found;
  }
  std::string text(const Object& from, std::string_view key) const { return text(at(from, key)); }
  std::optional<std::int64_t> optional_number(const Value& value) const {
    if (std::holds_alternative<std::nullptr_t>(value.content())) return std::nullopt;
    const auto* found = std::get_if<std::int64_t>(&value.content());
    if (found == nullptr) fail();
    return *found;
  }
  std::int64_t number(const Value& value) const {
    const auto found = optional_number(value);
    if (!found) fail();
    return *found;
  }
  std::int64_t number(const Object& from, std::string_view key) const { return number(at(from, key)); }
  bool flag(const Object& from, std::string_view key) const {
    const Value* found = find(from, key);
    if (found == nullptr) return false;
    const auto* value = std::get_if<bool>(&found->content());
    if (value == nullptr) fail();
    return *value;
  }
  Instant instant(const Object& from, std::string_view key) const {
    const auto found = parse_instant(text(from, key), Zone::utc());
    if (!found) fail();
    return *found;
  }
  Tone tone(const Object& from, std::string_view key) const {
    const auto found = draw::parse_tone(text(from, key));
    if (!found) fail();
    return *found;
  }
  template <class Convert>
  auto all(const Object& from, std::string_view key, Convert convert) const {
    std::vector<decltype(convert(std::declval<const Value&>()))> items;
    for (const Value& each : array(from, key)) items.push_back(convert(each));
    return items;
  }
  std::vector<std::string> texts(const Object& from, std::string_view key) const {
    return all(from, key, [this](const Value& each) { return text(each); });
  }
  std::vector<std::int64_t> numbers(const Object& from, std::string_view key) const {
    return all(from, key, [this](const Value& each) { return number(each); });
  }
  std::vector<std::optional<std::int64_t>> figures(const Object& from, std::string_view key) const {
    return all(from, key, [this](const Value& each) { return optional_number(each); });
  }

  draw::Chart chart(const Object& from) const {
    const std::string kind = text(from, "kind");
    if (kind == "donut") {
      const auto slice = [this](const Value& each) {
        return draw::Donut::Slice{text(object(each), "label"), number(object(each), "count"), tone(object(each), "tone")};
      };
      return draw::Donut{all(from, "slices", slice), text(from, "unit")};
    }
    if (kind == "line") {
      return draw::Line{text(from, "title"), texts(from, "labels"), figures(from, "thousandths"),
                        optional_number(at(from, "target_thousandths")), text(from, "latest")};
    }
    if (kind == "columns") {
      const auto series = [this](const Value& each) {
        return draw::Columns::Series{text(object(each), "name"), tone(object(each), "tone"), numbers(object(each), "counts")};
      };
      return draw::Columns{texts(from, "labels"), all(from, "series", series), flag(from, "stacked")};
    }
    if (kind == "bars") {
      const auto item = [this](const Value& each) {
        return draw::Bars::Item{text(object(each), "label"), number(object(each), "count"), tone(object(each), "tone")};
      };
      return draw::Bars{all(from, "items", item)};
    }
    if (kind == "heat-map") {
      const auto row = [this](const Value& each) {
        return draw::HeatMap::Row{text(object(each), "label"), numbers(object(each), "counts")};
      };
      return draw::HeatMap{texts(from, "columns"), all(from, "rows", row)};
    }
    if (kind == "bullets") {
      const auto item = [this](const Value& each) {
        const Object& own = object(each);
        return draw::Bullets::Item{text(own, "label"), text(own, "figure"), optional_number(at(own, "thousandths")),
                                   optional_number(at(own, "target_thousandths")), tone(own, "tone")};
      };
      return draw::Bullets{all(from, "items", item)};
    }
    if (kind != "gantt") fail();
    const auto task = [this](const Value& each) {
      const Object& own = object(each);
      return draw::Gantt::Task{text(own, "label"), number(own, "from"), number(own, "to"), tone(own, "tone")};
    };
    return draw::Gantt{texts(from, "columns"), all(from, "tasks", task)};
  }

  Kpi card(const Object& from) const {
    Kpi kpi{text(from, "label"), text(from, "value"), tone(from, "state"), {}, text(from, "note"), figures(from, "months"),
            text(from, "target"), text(from, "age")};
    if (const auto* change = std::get_if<Object>(&at(from, "change").content())) {
      const std::string direction = text(*change, "direction");
      kpi.change = Change{direction == "up" ? Direction::up : direction == "down" ? Direction::down : Direction::same,
                          tone(*change, "meaning"), text(*change, "text")};
    }
    return kpi;
  }

  Cell cell(const Value& value) const {
    const auto* rich = std::get_if<Object>(&value.content());
    if (rich == nullptr) return {text(value)};
    Cell cell{.text = text(*rich, "text"), .strong = flag(*rich, "strong"), .alarm = flag(*rich, "alarm")};
    if (find(*rich, "mark") != nullptr) cell.mark = tone(*rich, "mark");
    return cell;
  }

  Table table(const Object& from) const {
    const auto column = [this](const Value& each) {
      const Object& own = object(each);
      return Column{text(own, "title"), static_cast<int>(number(own, "share")), flag(own, "right")};
    };
    Table table{all(from, "columns", column), {}};
    for (const Value& row : array(from, "rows")) {
      const auto* cells = std::get_if<Array>(&row.content());
      if (cells == nullptr || cells->size() != table.columns.size()) fail();
      std::vector<Cell>& made = table.rows.emplace_back();
      for (const Value& each : *cells) made.push_back(cell(each));
    }
    return table;
  }

  Block block(const Object& from) const {
    const std::string kind = text(from, "kind");
    if (kind == "kpis") return Kpis{all(from, "cards", [this](const Value& each) { return card(object(each)); })};
    if (kind == "paragraph") return Paragraph{text(from, "text")};
    if (kind == "subheading") return Subheading{text(from, "text")};
    if (kind == "list") return Items{texts(from, "items")};
    if (kind == "table") return table(from);
    if (kind != "figure") fail();
    return Figure{text(from, "title"), all(from, "charts", [this](const Value& each) { return chart(object(each)); })};
  }

  Section section(const Object& from) const {
    Section section{text(from, "id"), text(from, "title"), {}};
    for (const Value& each : array(from, "blocks")) section.blocks.push_back(block(object(each)));
    return section;
  }

  const std::string& where_;
};

}  // namespace

Model read_model(std::string_view text, const std::string& where) { return Reader(where).model(json::read(text, where)); }

}  // namespace mssp::report
