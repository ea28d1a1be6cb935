#include <catch2/catch.hpp>

#include "baseline/health.hpp"

using namespace mssp;
using namespace mssp::baseline;
using config::Area;

namespace {

const Instant now = instant(1'757'937'600);

device::KeptFact fact(std::string_view name, const std::string& item, const std::string& value, Seconds age = Seconds{3600}, const std::string& source = "list") {
  return {.device = 1, .fact = {std::string(name), item, value}, .source = source, .first_seen = now - age, .since = now - age, .observed_at = now - age, .gone_at = {}};
}

AreaHealth health(Area area, std::vector<device::KeptFact> facts, std::vector<patch::Patch> patches = {}, std::vector<Weakness> weaknesses = {}) {
  const Observed observed{std::move(facts), std::move(patches), std::move(weaknesses), {}};
  return examine(observed, config::built_in_patch_policies().baseline, now).at(static_cast<std::size_t>(area));
}

}  // namespace

TEST_CASE("what nobody tells is unknown, and so is what is too old") {
  for (const Area area : config::areas) {
    INFO(name(area));
    CHECK(health(area, {}).health == Health::unknown);
  }
  CHECK(overall(examine({}, config::built_in_patch_policies().baseline, now)) == Health::unknown);
  CHECK(health(Area::firewall, {fact("firewall", "", "yes", Seconds{7 * 86400})}).health == Health::healthy);
  const AreaHealth old = health(Area::firewall, {fact("firewall", "", "yes", Seconds{7 * 86400 + 1})});
  CHECK(old.health == Health::unknown);
  CHECK(old.evidence == "what is known is too old");
  // That a restart is not pending does not say that updates are there.
  CHECK(health(Area::updates, {fact("reboot_pending", "", "no")}).health == Health::unknown);
  CHECK(health(Area::third_party, {fact("software", "Zoom", "6.1")}).health == Health::unknown);
}

TEST_CASE("each area has its healthy, its doubtful and its bad state") {
  CHECK(health(Area::updates, {fact("updates_pending", "", "0")}).health == Health::healthy);
  CHECK(health(Area::updates, {fact("updates_pending", "", "3")}).health == Health::warn);
  CHECK(health(Area::updates, {fact("critical_pending", "", "1"), fact("updates_pending", "", "3")}).health == Health::fail);
  CHECK(health(Area::third_party, {fact("outdated_software", "Chrome", "141")}).evidence == "Chrome outdated");
  CHECK(health(Area::third_party, {fact("software", "Zoom", "6.1", Seconds{60}, "fleet")}).health == Health::healthy);
  CHECK(health(Area::antivirus, {fact("antivirus", "Defender", "yes")}).health == Health::healthy);
  CHECK(health(Area::antivirus, {fact("antivirus", "Defender", "no")}).health == Health::fail);
  CHECK(health(Area::antivirus, {fact("antivirus", "Defender", "no"), fact("antivirus", "Other", "yes")}).health == Health::healthy);
  CHECK(health(Area::antivirus, {fact("antivirus", "Defender", "yes"), fact("signatures", "Defender", "outdated")}).health == Health::warn);
  CHECK(health(Area::disks, {fact("disk_free_percent", "C:", "50"), fact("disk_errors", "", "0")}).health == Health::healthy);
  CHECK(health(Area::disks, {fact("disk_free_percent", "C:", "14")}).health == Health::warn);
  CHECK(health(Area::disks, {fact("disk_free_percent", "C:", "50"), fact("disk_free_percent", "D:", "4")}).health == Health::fail);
  CHECK(health(Area::disks, {fact("disk_health", "sda", "fail")}).health == Health::fail);
  CHECK(health(Area::firewall, {fact("firewall", "Domain", "yes"), fact("firewall", "Public", "no")}).health == Health::warn);
  CHECK(health(Area::firewall, {fact("firewall", "", "no")}).health == Health::fail);
  CHECK(health(Area::admins, {fact("local_admin", "Administrator", "")}).health == Health::healthy);
  const AreaHealth extra = health(Area::admins, {fact("local_admin", "Administrator", ""), fact("local_admin", "ann", ""), fact("local_admin", "bob", "")});
  CHECK(extra.health == Health::warn);
  CHECK(extra.evidence == "2 extra administrators: ann, bob");
  CHECK(health(Area::remote_access, {fact("remote_access", "MeshCentral", "yes")}).health == Health::healthy);
  CHECK(health(Area::remote_access, {fact("remote_access", "MeshCentral", "yes"), fact("open_door", "3389/tcp rdp", "open")}).health == Health::warn);
}

TEST_CASE("of two sources the newest speaks, and what is gone is silent") {
  CHECK(health(Area::firewall, {fact("firewall", "", "no", Seconds{60}, "b"), fact("firewall", "", "yes", Seconds{600}, "a")}).health == Health::fail);
  device::KeptFact gone = fact("outdated_software", "Chrome", "141");
  gone.gone_at = now;
  CHECK(health(Area::third_party, {gone}).health == Health::unknown);
}

TEST_CASE("patches and lynis speak for their areas") {
  patch::Patch missing;
  missing.id = "KB1";
  missing.observed_at = now - Seconds{60};
  CHECK(health(Area::updates, {}, {missing}).health == Health::warn);
  missing.severity = patch::Severity::critical;
  CHECK(health(Area::updates, {}, {missing}).health == Health::fail);
  missing.status = patch::Status::installed;
  CHECK(health(Area::updates, {}, {missing}).health == Health::healthy);
  CHECK(health(Area::firewall, {}, {}, {{"FIRE-4590", "no firewall", now - Seconds{60}}}).health == Health::warn);
  CHECK(health(Area::disks, {}, {}, {{"FIRE-4590", "no firewall", now - Seconds{60}}}).health == Health::unknown);
}
