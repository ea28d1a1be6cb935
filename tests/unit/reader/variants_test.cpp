// Forms of scanner files that are rarer than those of the other tests: newer, older, or of a sister product. Written after
// the makers' documentation.
#include <catch2/catch.hpp>

#include <algorithm>

#include "unit/reader/collected.hpp"

using namespace mssp;
using finding::Severity;
using finding::State;

TEST_CASE("ZAP's traditional JSON report tells what its XML tells") {
  const test::Collected json = test::collect(R"({"@programName": "ZAP", "@version": "2.14.0", "@generated": "Mon, 1 Sep 2025 10:00:00",
    "site": [{"alerts": [{"pluginid": "10020", "alertRef": "10020-1", "alert": "Missing header", "riskcode": "2", "confidence": "2",
                          "desc": "<p>no header</p>", "instances": [{"uri": "http://shop.example:8080/a", "method": "GET", "param": ""}],
                          "solution": "set it", "reference": "CVE-2024-0001", "count": "1"},
                         {"pluginid": "1", "name": "Old", "riskcode": "0", "confidence": "0"}],
              "@name": "http://shop.example:8080", "@host": "shop.example", "@port": "8080", "@ssl": "false"},
             {"@name": "https://other.example", "alerts": []}]})");
  const test::Collected xml = test::collect(R"(<OWASPZAPReport version="2.14.0"><site name="http://shop.example:8080" host="shop.example" port="8080"><alerts>
    <alertitem><pluginid>10020</pluginid><alertRef>10020-1</alertRef><alert>Missing header</alert><riskcode>2</riskcode><confidence>2</confidence>
    <desc>&lt;p&gt;no header&lt;/p&gt;</desc><instances><instance><uri>http://shop.example:8080/a</uri><method>GET</method></instance></instances>
    <solution>set it</solution><reference>CVE-2024-0001</reference></alertitem></alerts></site></OWASPZAPReport>)");
  CHECK(json.scanner == "zap");
  REQUIRE(json.drafts.size() == 2);
  REQUIRE(xml.drafts.size() == 1);
  CHECK(json.assets.size() == 2);
  CHECK(json.drafts[0].identity == xml.drafts[0].identity);
  CHECK(json.drafts[0].description == xml.drafts[0].description);
  CHECK(json.drafts[0].severity == Severity::medium);
  CHECK(json.drafts[0].cves == std::vector<std::string>{"CVE-2024-0001"});
  CHECK(json.drafts[1].begins_as == State::false_positive);
  CHECK(test::refusal(R"({"@programName": "ZAP", "site": "x"})", "zap") == "file: this is no report of ZAP: it has no list 'site'");
  CHECK(test::collect(R"({"@programName": "ZAP", "site": []})").drafts.empty());
}

TEST_CASE("Qualys reports of web applications give each vulnerability with what the glossary says of it") {
  const std::string glossary =
      "<GLOSSARY><QID_LIST><QID><QID>150001</QID><SEVERITY>5</SEVERITY><TITLE>Cross-site scripting</TITLE>"
      "<DESCRIPTION>it is reflected</DESCRIPTION><SOLUTION>encode it</SOLUTION><CVSS_BASE>4.3</CVSS_BASE>"
      "<CVSS_V3><BASE>6.1</BASE></CVSS_V3></QID></QID_LIST></GLOSSARY>";
  const std::string list =
      "<VULNERABILITY_LIST><VULNERABILITY><ID>1</ID><QID>150001</QID><URL>https://shop.example/find?q=1</URL><STATUS>ACTIVE</STATUS>"
      "</VULNERABILITY><VULNERABILITY><ID>2</ID><QID>150001</QID><URL>https://shop.example/buy</URL><STATUS>FIXED</STATUS>"
      "</VULNERABILITY></VULNERABILITY_LIST><INFORMATION_GATHERED_LIST><INFORMATION_GATHERED><QID>6</QID>"
      "</INFORMATION_GATHERED></INFORMATION_GATHERED_LIST>";
  const auto [root, results] = GENERATE_COPY(table<std::string, std::string>(
      {{"WAS_SCAN_REPORT", "<RESULTS>" + list + "</RESULTS>"},
       {"WAS_WEBAPP_REPORT", "<RESULTS><WEB_APPLICATION><NAME>Shop</NAME>" + list + "</WEB_APPLICATION></RESULTS>"}}));
  const test::Collected told = test::collect("<" + root + ">" + results + glossary + "</" + root + ">");
  CHECK(told.scanner == "qualys");
  REQUIRE(told.drafts.size() == 2);
  const finding::Draft& first = told.drafts[0];
  CHECK(first.identity.asset == "shop.example");
  CHECK(first.identity.port == 443);
  CHECK(first.identity.rule == "150001");
  CHECK(first.identity.component == "/find");
  CHECK(first.title == "Cross-site scripting");
  CHECK(first.scanner_severity == Severity::critical);
  CHECK(first.cvss == finding::Cvss{61});
  CHECK(told.drafts[1].begins_as == State::fixed);
  CHECK(told.facts.partial == "a report of a web application does not cover its host");
}

TEST_CASE("Qualys asset data reports name what was seen on each host, and the glossary what it means") {
  const test::Collected told = test::collect(R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE ASSET_DATA_REPORT SYSTEM "https://qualysapi.example/asset_data_report.dtd">
<ASSET_DATA_REPORT><HOST_LIST><HOST><IP network_id="0">192.0.2.7</IP><DNS><![CDATA[web.example]]></DNS>
<VULN_INFO_LIST><VULN_INFO><QID id="qid_38170">38170</QID><TYPE>Vuln</TYPE><PORT>443</PORT><PROTOCOL>tcp</PROTOCOL>
<RESULT><![CDATA[weak name]]></RESULT><VULN_STATUS>Active</VULN_STATUS></VULN_INFO>
<VULN_INFO><QID id="qid_1">1</QID><TYPE>Practice</TYPE><VULN_STATUS>Fixed</VULN_STATUS></VULN_INFO></VULN_INFO_LIST></HOST>
<HOST><IP>192.0.2.8</IP></HOST></HOST_LIST>
<GLOSSARY><VULN_DETAILS_LIST><VULN_DETAILS id="qid_38170"><QID id="qid_38170">38170</QID><TITLE>Certificate</TITLE><SEVERITY>2</SEVERITY>
<THREAT>a threat</THREAT><SOLUTION>a solution</SOLUTION><CVSS_SCORE><CVSS_BASE source="service">6.4</CVSS_BASE></CVSS_SCORE>
<CVE_ID_LIST><CVE_ID><ID>CVE-2024-0001</ID></CVE_ID></CVE_ID_LIST></VULN_DETAILS></VULN_DETAILS_LIST></GLOSSARY></ASSET_DATA_REPORT>)");
  REQUIRE(told.drafts.size() == 2);
  CHECK(told.drafts[0].identity.asset == "192.0.2.7");
  CHECK(told.drafts[0].identity.port == 443);
  CHECK(told.drafts[0].title == "Certificate");
  CHECK(told.drafts[0].description == "a threat\n\na solution\n\nweak name");
  CHECK(told.drafts[0].scanner_severity == Severity::low);
  CHECK(told.drafts[0].cves == std::vector<std::string>{"CVE-2024-0001"});
  CHECK(told.drafts[1].title == "QID 1");
  CHECK(told.drafts[1].begins_as == State::fixed);
  CHECK(std::any_of(told.assets.begin(), told.assets.end(), [](const auto& asset) { return asset.address == "192.0.2.8"; }));
}

TEST_CASE("Tenable's newer CSV names its columns by asset and definition") {
  const test::Collected told = test::collect(
      "asset.name,asset.display_ipv4_address,definition.id,definition.name,severity,port,protocol,definition.cve,"
      "definition.synopsis,definition.solution,definition.cvss3.base_score,output\n"
      "web,192.0.2.7,97833,MS17-010,Critical,445,TCP,\"CVE-2017-0143,CVE-2017-0144\",a synopsis,a solution,8.1,an output\n"
      "web,192.0.2.7,10114,ICMP,Info,0,ICMP,,s,n/a,,\n");
  CHECK(told.scanner == "nessus");
  REQUIRE(told.drafts.size() == 2);
  CHECK(told.drafts[0].identity.asset == "192.0.2.7");
  CHECK(told.drafts[0].identity.rule == "97833");
  CHECK(told.drafts[0].identity.port == 445);
  CHECK(told.drafts[0].scanner_severity == Severity::critical);
  CHECK(told.drafts[0].cvss == finding::Cvss{81});
  CHECK(told.drafts[0].cves.size() == 2);
  CHECK(told.drafts[0].description == "a synopsis\n\na solution\n\nan output");
  CHECK(told.drafts[1].severity == Severity::info);
}

TEST_CASE("a list that is null holds nothing") {
  CHECK(test::collect(R"({"matches": null, "source": {"type": "image", "target": {"userInput": "alpine"}}})", "grype").drafts.empty());
  CHECK(test::collect(R"({"SchemaVersion": 2, "ArtifactName": "alpine", "Results": null})").drafts.empty());
  CHECK(test::collect(R"({"SchemaVersion": 2, "ArtifactName": "a", "Results": [{"Target": "a", "Vulnerabilities": null}]})").drafts.empty());
  CHECK(test::collect(R"({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "t"}}, "results": null}]})").drafts.empty());
}

TEST_CASE("Trivy's summary of a cluster lists its findings") {
  const test::Collected told = test::collect(R"json({"ClusterName": "prod", "Findings": [{"Namespace": "shop", "Kind": "Deployment", "Name": "web",
    "Results": [{"Target": "nginx (debian 12)", "Class": "os-pkgs", "Vulnerabilities": [
      {"VulnerabilityID": "CVE-2024-0001", "PkgName": "zlib1g", "InstalledVersion": "1.2", "Severity": "HIGH"}]}]}]})json");
  REQUIRE(told.drafts.size() == 1);
  CHECK(told.drafts[0].identity.asset == "prod");
  CHECK(told.drafts[0].identity.component == "zlib1g in shop/Deployment/web");
}
