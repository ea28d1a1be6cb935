#include "report/executive_json.hpp"

#include <array>
#include <cmath>

namespace mssp::report {
namespace {

using render::Array;
using render::Object;
using render::Value;

constexpr std::array<std::string_view, 4> states{"good", "warn", "bad", "unknown"};
constexpr std::array<std::string_view, 3> directions{"up", "down", "same"};

Value state(State value) { return states.at(static_cast<std::size_t>(value)); }

// What is not known is null, as everywhere in our JSON.
Value known(const std::string& text) { return text.empty() ? Value() : Value(text); }

Value percent(const std::optional<double>& value) {
  if (!value) return nullptr;
  return Percent{std::llround(*value * 1000.0)};
}

template <class T, class Convert>
Value array(const std::vector<T>& items, Convert&& convert) {
  Array all;
  for (const T& item : items) all.push_back(convert(item));
  return all;
}

Value texts(const std::vector<std::string>& items) {
  return array(items, [](const std::string& text) { return Value(text); });
}

Value kpi(const Kpi& kpi) {
  Value change;
  if (kpi.change) {
    change = Object{{{"direction", directions.at(static_cast<std::size_t>(kpi.change->direction))},
                     {"meaning", state(kpi.change->meaning)},
                     {"text", kpi.change->text}}};
  }
  return Object{{{"label", kpi.label}, {"value", known(kpi.value)}, {"state", state(kpi.state)}, {"change", change}, {"note", known(kpi.note)}}};
}

Value findings(const std::optional<SeverityCounts>& counts) {
  if (!counts) return nullptr;
  return Object{{{"critical", counts->critical},
                 {"high", counts->high},
                 {"medium", counts->medium},
                 {"low", counts->low},
                 {"info", counts->info}}};
}

Value trend(const std::optional<Trend>& trend) {
  if (!trend) return nullptr;
  const auto point = [](const TrendPoint& each) { return Value(Object{{{"label", each.label}, {"percent", percent(each.value)}}}); };
  return Object{{{"title", trend->title}, {"target_percent", percent(trend->target)}, {"points", array(trend->points, point)}}};
}

Value sla(const SlaRow& row) {
  return Object{{{"clock", row.clock}, {"priority", row.priority}, {"target", row.target}, {"met", row.met}, {"missed", row.missed},
                 {"void", row.excluded}, {"at_risk", row.at_risk}, {"open_breached", row.breached},
                 {"compliance", known(row.compliance)}, {"state", state(row.state)}}};
}

Value uptime(const UptimeRow& row) {
  return Object{{{"service", row.service}, {"target", row.target}, {"measured", known(row.measured)}, {"downtime", known(row.downtime)},
                 {"budget_left", known(row.budget_left)}, {"unobserved", known(row.unobserved)}, {"state", state(row.state)}}};
}

Value risk(const Risk& risk) {
  return Object{{{"severity", finding::name(risk.severity)}, {"title", risk.title}, {"asset", risk.asset}, {"owner", known(risk.owner)},
                 {"due", known(risk.due)}, {"overdue", risk.overdue}}};
}

}  // namespace

Object executive_json(const Executive& report) {
  const auto month = [](const TicketMonth& row) {
    return Value(Object{{{"month", row.label}, {"opened", row.opened}, {"resolved", row.resolved}}});
  };
  const auto baseline = [](const BaselineRow& row) {
    return Value(Object{{{"area", row.area}, {"state", state(row.state)}, {"status", row.status}, {"note", known(row.note)}}});
  };
  const auto coverage = [](const CoverageRow& row) {
    return Value(Object{{{"what", row.what}, {"count", known(row.count)}, {"state", state(row.state)}, {"note", known(row.note)}}});
  };
  const auto usage = [](const UsageRow& row) {
    return Value(Object{{{"what", row.what}, {"used", row.used}, {"limit", row.limit}, {"note", known(row.note)}}});
  };
  const auto recommendation = [](const Recommendation& row) {
    return Value(Object{{{"title", row.title}, {"reason", row.reason}, {"owner", known(row.owner)}, {"due", known(row.due)}}});
  };
  const auto definition = [](const Definition& row) {
    return Value(Object{{{"term", row.term}, {"meaning", row.meaning}}});
  };
  const auto age = [](const DataAge& row) {
    return Value(Object{{{"source", row.source}, {"updated", known(row.updated)}, {"age", known(row.age)}, {"state", state(row.state)}}});
  };
  return {{{"title", report.title},
           {"organisation", Object{{{"name", report.organisation.name}, {"contact", known(report.organisation.contact)}, {"escalation", known(report.organisation.escalation)}}}},
           {"tenant", report.scope.tenant},
           {"tier", report.scope.tier},
           {"period", Object{{{"label", report.scope.label}, {"from", report.scope.from}, {"to", report.scope.to}, {"timezone", report.scope.zone}}}},
           {"classification", report.authorship.classification},
           {"prepared_by", report.authorship.prepared_by},
           {"primary_analyst", known(report.authorship.primary_analyst)},
           {"kpis", array(report.kpis, kpi)},
           {"what_happened", texts(report.what_happened)},
           {"what_we_did", texts(report.what_we_did)},
           {"what_you_decide", texts(report.what_you_decide)},
           {"open_findings", findings(report.findings)},
           {"trend", trend(report.trend)},
           {"tickets", array(report.tickets, month)},
           {"baseline", array(report.baseline, baseline)},
           {"sla", array(report.sla, sla)},
           {"uptime", array(report.uptime, uptime)},
           {"top_risks", array(report.top_risks, risk)},
           {"coverage", array(report.coverage, coverage)},
           {"usage", array(report.usage, usage)},
           {"recommendations", array(report.recommendations, recommendation)},
           {"definitions", array(report.definitions, definition)},
           {"data_age", array(report.data_age, age)}}};
}

}  // namespace mssp::report
