// How severe it is that a service can be reached at all: our own judgement, since nmap gives none.
//
//   high    a remote shell or desktop without encryption, or a store or control plane that ships without a password:
//           telnet, rlogin, rsh, rexec, VNC, X11, Redis, memcached, MongoDB, Elasticsearch, Cassandra, Docker
//   medium  credentials or data in clear text, or an administrative or database service that belongs behind a VPN:
//           FTP, TFTP, SMB, NetBIOS, RDP, SNMP, NFS, rsync, MySQL, PostgreSQL, SQL Server, Oracle, DB2, CouchDB, AJP
//   low     services that tell much about the host: finger, rpcbind, LDAP
//   info    every other open port
// A service inside TLS has no clear text to read: then those that are named for clear text only are info.
#pragma once

#include <string_view>

#include "finding/finding.hpp"
#include "scan/report.hpp"

namespace mssp::finding {

struct Exposure {
  Severity severity = Severity::info;
  std::string_view reason;  // one sentence without a full stop; empty for info
};

// By nmap's service name; by the port's number when nmap has no name for it.
Exposure exposure_of(const scan::Port& port);

}  // namespace mssp::finding
