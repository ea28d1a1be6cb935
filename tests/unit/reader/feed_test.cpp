#include "reader/feed.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"

using namespace mssp;

namespace {

struct Read {
  std::string text;
  std::string error;
};

Read epss(const std::string& bytes) {
  Read read;
  try {
    read.text = reader::read_epss({"f", [&] { return from_text(bytes); }, ""}, [&](const auto& scores) {
      for (const auto& score : scores) read.text += score.cve + "=" + std::to_string(score.score) + " ";
    }) + "|" + read.text;
  } catch (const Error& error) {
    read.error = error.message();
  }
  return read;
}

Read kev(const std::string& bytes) {
  Read read;
  try {
    std::string entries;
    read.text = reader::read_kev({"f", [&] { return from_text(bytes); }, ""}, [&](const auto& all) {
      for (const auto& entry : all) entries += entry.cve + " " + entry.added_on + (entry.ransomware ? " ransomware" : "");
    });
    read.text += "|" + entries;
  } catch (const Error& error) {
    read.error = error.message();
  }
  return read;
}

}  // namespace

TEST_CASE("probabilities are cut off to thousandths of a percent") {
  CHECK(finding::parse_probability("0.97565") == 97565);
  CHECK(finding::parse_probability("0.975659") == 97565);
  CHECK(finding::parse_probability("1") == 100000);
  CHECK(finding::parse_probability("0.5") == 50000);
  CHECK(finding::parse_probability("9e-05") == 0);
  CHECK_FALSE(finding::parse_probability("1.1"));
  CHECK_FALSE(finding::parse_probability("-0.1"));
  CHECK_FALSE(finding::parse_probability("N/A"));
  CHECK_FALSE(finding::parse_probability(""));
}

TEST_CASE("EPSS is read with its date, and refused with the line of what is wrong") {
  const std::string head = "#model_version:v2025.03.14,score_date:2025-06-18T12:55:00Z\ncve,epss,percentile\n";
  CHECK(epss(head + "CVE-2021-44228,0.97565,0.99999\n").text.starts_with("2025-06-18|"));
  CHECK(epss(head + "CVE-2021-44228,x,0.9\n").error == "f:3: a probability must be a number from 0 to 1");
  CHECK(epss(head + "CVE-1,0.1,0.9\n").error == "f:3: 'CVE-1' is no CVE");
  CHECK(epss(head + "CVE-2021-44228,0.1,0.9\nCVE-2021-44228,0.1,0.9\n").error == "f:4: CVE-2021-44228 is listed twice");
}

TEST_CASE("KEV is read as JSON and as CSV") {
  CHECK(kev(R"({"dateReleased": "2025-11-03T08:00:00Z", "vulnerabilities": [{"cveID": "CVE-2021-44228",
    "dateAdded": "2021-12-10", "knownRansomwareCampaignUse": "Known"}]})").text == "2025-11-03|CVE-2021-44228 2021-12-10 ransomware");
  CHECK(kev("\"cveID\",\"vendorProject\",\"dateAdded\",\"knownRansomwareCampaignUse\"\n\"CVE-2021-27104\",\"Accellion\","
            "\"2021-11-03\",\"Unknown\"\n").text == "|CVE-2021-27104 2021-11-03");
  CHECK(kev("{}").error == "'f' has no list 'vulnerabilities'");
  CHECK(kev(R"({"vulnerabilities": [{"cveID": "x"}]})").error == "f:1: 'x' is no CVE");
}
