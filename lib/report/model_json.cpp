#include "report/model_json.hpp"

#include <array>

namespace mssp::report {
namespace {

using render::Array;
using render::Object;
using render::Value;

constexpr std::array<std::string_view, 3> directions{"up", "down", "same"};

// What is not known is null, as everywhere in our JSON.
Value known(const std::string& text) { return text.empty() ? Value() : Value(text); }

template <class T, class Convert>
Value array(const std::vector<T>& items, Convert&& convert) {
  Array all;
  all.reserve(items.size());
  for (const T& item : items) all.push_back(convert(item));
  return all;
}

Value texts(const std::vector<std::string>& items) {
  return array(items, [](const std::string& text) { return Value(text); });
}
Value numbers(const std::vector<std::int64_t>& items) {
  return array(items, [](std::int64_t number) { return Value(number); });
}
Value figures(const std::vector<std::optional<std::int64_t>>& items) {
  return array(items, [](const std::optional<std::int64_t>& figure) { return Value(figure); });
}

struct ChartJson {
  Object operator()(const draw::Donut& chart) const {
    return {{{"kind", "donut"}, {"unit", chart.unit}, {"slices", array(chart.slices, [](const auto& slice) {
               return Value(Object{{{"label", slice.label}, {"count", slice.count}, {"tone", draw::name(slice.tone)}}});
             })}}};
  }
  Object operator()(const draw::Line& chart) const {
    return {{{"kind", "line"}, {"title", chart.title}, {"labels", texts(chart.labels)}, {"thousandths", figures(chart.values)},
             {"target_thousandths", chart.target}, {"latest", known(chart.latest)}}};
  }
  Object operator()(const draw::Columns& chart) const {
    return {{{"kind", "columns"}, {"stacked", chart.stacked}, {"labels", texts(chart.labels)},
             {"series", array(chart.series, [](const auto& series) {
                return Value(Object{{{"name", series.name}, {"tone", draw::name(series.tone)}, {"counts", numbers(series.counts)}}});
              })}}};
  }
  Object operator()(const draw::Bars& chart) const {
    return {{{"kind", "bars"}, {"items", array(chart.items, [](const auto& item) {
               return Value(Object{{{"label", item.label}, {"count", item.count}, {"tone", draw::name(item.tone)}}});
             })}}};
  }
  Object operator()(const draw::HeatMap& chart) const {
    return {{{"kind", "heat-map"}, {"columns", texts(chart.columns)}, {"rows", array(chart.rows, [](const auto& row) {
               return Value(Object{{{"label", row.label}, {"counts", numbers(row.counts)}}});
             })}}};
  }
  Object operator()(const draw::Bullets& chart) const {
    return {{{"kind", "bullets"}, {"items", array(chart.items, [](const auto& item) {
               return Value(Object{{{"label", item.label}, {"figure", item.figure}, {"thousandths", item.share},
                                    {"target_thousandths", item.target}, {"tone", draw::name(item.tone)}}});
             })}}};
  }
  Object operator()(const draw::Gantt& chart) const {
    return {{{"kind", "gantt"}, {"columns", texts(chart.columns)}, {"tasks", array(chart.tasks, [](const auto& task) {
               return Value(Object{{{"label", task.label}, {"from", task.from}, {"to", task.to}, {"tone", draw::name(task.tone)}}});
             })}}};
  }
};

Value card(const Kpi& kpi) {
  Value change;
  if (kpi.change) {
    change = Object{{{"direction", directions.at(static_cast<std::size_t>(kpi.change->direction))},
                     {"meaning", draw::name(kpi.change->meaning)},
                     {"text", kpi.change->text}}};
  }
  return Object{{{"label", kpi.label}, {"value", known(kpi.value)}, {"state", draw::name(kpi.state)}, {"change", change},
                 {"note", known(kpi.note)}, {"months", figures(kpi.months)},
                 {"target", known(kpi.target)}, {"age", known(kpi.age)}}};
}

// A text alone is a text; what has more to say is an object. Tables are long.
Value cell(const Cell& cell) {
  if (!cell.mark && !cell.strong && !cell.alarm) return cell.text;
  Object object{{{"text", cell.text}}};
  if (cell.mark) object.members.push_back({"mark", draw::name(*cell.mark)});
  if (cell.strong) object.members.push_back({"strong", true});
  if (cell.alarm) object.members.push_back({"alarm", true});
  return object;
}

struct BlockJson {
  Object operator()(const Kpis& block) const { return {{{"kind", "kpis"}, {"cards", array(block.cards, card)}}}; }
  Object operator()(const Paragraph& block) const { return {{{"kind", "paragraph"}, {"text", block.text}}}; }
  Object operator()(const Subheading& block) const { return {{{"kind", "subheading"}, {"text", block.text}}}; }
  Object operator()(const Items& block) const { return {{{"kind", "list"}, {"items", texts(block.texts)}}}; }
  Object operator()(const Table& block) const {
    const auto column = [](const Column& each) {
      return Value(Object{{{"title", each.title}, {"share", each.share}, {"right", each.right}}});
    };
    return {{{"kind", "table"}, {"columns", array(block.columns, column)},
             {"rows", array(block.rows, [](const auto& row) { return array(row, cell); })}}};
  }
  Object operator()(const Figure& block) const {
    return {{{"kind", "figure"}, {"title", block.title},
             {"charts", array(block.charts, [](const draw::Chart& chart) { return Value(std::visit(ChartJson{}, chart)); })}}};
  }
};

Value section(const Section& section) {
  return Object{{{"id", section.id}, {"title", known(section.title)},
                 {"blocks", array(section.blocks, [](const Block& block) { return Value(std::visit(BlockJson{}, block)); })}}};
}

}  // namespace

Object model_json(const Model& model) {
  std::optional<std::int64_t> colour;
  if (model.brand.colour) colour = *model.brand.colour;
  return {{{"type", model.type},
           {"title", model.title},
           {"revision", model.revision},
           {"organisation", Object{{{"name", model.organisation.name}, {"contact", known(model.organisation.contact)}, {"escalation", known(model.organisation.escalation)}}}},
           {"tenant", model.scope.tenant},
           {"tier", model.scope.tier},
           {"period", Object{{{"text", model.scope.period}, {"label", model.scope.label}, {"from", model.scope.from}, {"to", model.scope.to}, {"timezone", model.scope.zone}}}},
           {"classification", model.authorship.classification},
           {"prepared_by", model.authorship.prepared_by},
           {"primary_analyst", known(model.authorship.primary_analyst)},
           {"brand", Object{{{"colour", colour}, {"logo_sha256", known(model.brand.logo_sha256)}}}},
           {"changes", texts(model.changes)},
           {"sections", array(model.sections, section)}}};
}

}  // namespace mssp::report
