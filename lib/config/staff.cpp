#include "config/staff.hpp"

#include <algorithm>

#include "base/parse.hpp"
#include "base/slug.hpp"
#include "base/text.hpp"
#include "config/fields.hpp"

namespace mssp::config {
namespace {

constexpr std::int64_t most_hours = 168'000;  // a week has no more
constexpr std::int64_t whole_share = 1'000;

Node empty_mapping() {
  Node node;
  node.kind = Node::Kind::mapping;
  return node;
}

class WorkloadReader {
 public:
  WorkloadReader(Workload& workload, Problems& problems) : workload_(workload), problems_(problems) {}

  void take(const std::string& key, std::int64_t& value, const Node* node, std::int64_t highest = most_hours) {
    const auto read = thousandths(node, highest, problems_);
    if (read) value = *read;
    workload_.entries.push_back({"workload." + key, decimal(value), read ? problems_.origin(node->place) : "built-in"});
  }

  // Tier names are the user's own, so any slug is a key here.
  void tiers(const Node* node) {
    const Node none = empty_mapping();
    if (node && node->kind != Node::Kind::mapping) {
      refuse(*node, "a mapping of tiers to weights", problems_);
      node = nullptr;
    }
    std::map<std::string, const Node*> written;
    for (const Node& each : node ? node->children : none.children) {
      if (!is_slug(each.key)) {
        problems_.add(each.key_place, "'" + shown(each.key) + "' cannot be the name of a tier");
      } else {
        written[each.key] = &each;
        workload_.tier.try_emplace(each.key, 0);
      }
    }
    for (auto& [name, weight] : workload_.tier) {
      const auto found = written.find(name);
      take("tier." + name, weight, found == written.end() ? nullptr : found->second);
    }
  }

  // By tier, as its weight; a tier left out requires none.
  void skills(const Node* node) {
    if (!node) return;
    if (node->kind != Node::Kind::mapping) return refuse(*node, "a mapping of tiers to lists of skills", problems_);
    for (const Node& each : node->children) {
      if (!is_slug(each.key)) {
        problems_.add(each.key_place, "'" + shown(each.key) + "' cannot be the name of a tier");
        continue;
      }
      auto& wanted = workload_.skills[each.key];
      for (const Node* item : items(&each, problems_)) {
        if (auto skill = accepted(item, "a skill such as forensics", problems_, is_handle)) wanted.push_back(std::move(*skill));
      }
      std::sort(wanted.begin(), wanted.end());
      wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
      workload_.entries.push_back({"workload.skills." + each.key, join(wanted, ","), problems_.origin(each.place)});
    }
  }

 private:
  Workload& workload_;
  Problems& problems_;
};

}  // namespace

std::int64_t Workload::tier_weight(const std::string& name) const {
  const auto found = tier.find(name);
  return found == tier.end() ? other_tier : found->second;
}

Workload read_workload(std::string_view written, Problems& problems) {
  Workload out;
  const Node none = empty_mapping();
  const auto mapping = [&](const Node* node) -> const Node& { return node ? *node : none; };
  const auto root = parse_yaml(written, problems);
  const Fields file(root && root->kind != Node::Kind::null ? *root : none, "staff.yml", {"workload"}, problems);
  const Fields fields(mapping(file.find("workload")), "workload",
                      {"tier", "other_tier", "seat", "asset", "ticket", "ticket_day", "critical_finding", "share", "skills"}, problems);
  const Fields ticket(mapping(fields.find("ticket")), "ticket", {"p1", "p2", "p3", "p4"}, problems);
  const Fields share(mapping(fields.find("share")), "share", {"primary", "secondary"}, problems);

  WorkloadReader reader(out, problems);
  reader.tiers(fields.find("tier"));
  reader.take("other_tier", out.other_tier, fields.find("other_tier"));
  reader.take("seat", out.seat, fields.find("seat"));
  reader.take("asset", out.asset, fields.find("asset"));
  for (std::size_t priority = 0; priority < out.ticket.size(); ++priority) {
    const std::string key = "p" + std::to_string(priority + 1);
    reader.take("ticket." + key, out.ticket[priority], ticket.find(key));
  }
  reader.take("ticket_day", out.ticket_day, fields.find("ticket_day"));
  reader.take("critical_finding", out.critical_finding, fields.find("critical_finding"));
  reader.take("share.primary", out.primary_share, share.find("primary"), whole_share);
  reader.take("share.secondary", out.secondary_share, share.find("secondary"), whole_share);
  reader.skills(fields.find("skills"));
  return out;
}

}  // namespace mssp::config
