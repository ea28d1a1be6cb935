// OpenVAS and Greenbone: reports as XML and as "CSV Results".
#pragma once

#include "reader/reader.hpp"

namespace mssp::reader {

// One result for each <result>; rule is the OID of its test, or its name. Hosts that the report lists are covered whole,
// unless the scan did not end or the report shows fewer results than the scan has.
bool is_openvas_xml(std::string_view start);
finding::Facts read_openvas_xml(const Input& input, finding::Sink& sink);

// One result for each row. Only hosts with a result are known, and covered.
bool is_openvas_csv(std::string_view start);
finding::Facts read_openvas_csv(const Input& input, finding::Sink& sink);

}  // namespace mssp::reader
