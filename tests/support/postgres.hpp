// A PostgreSQL cluster of the tests' own: made when the first test needs it, in a temporary folder, on a Unix socket, not
// as root; stopped by its process id when the test program ends, by the kernel when it is killed.
//
// Logins: 'postgres' is superuser, 'mssp_owner' owns every database, 'technician' is a member of the tool's role and no
// more, 'outsider' is not even that.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <string>

#include "db/connection.hpp"
#include "support/process.hpp"
#include "support/test_world.hpp"

namespace mssp::test {

class Cluster {
 public:
  static Cluster& shared();

  // The address of a database over the socket, or over TCP on the loopback interface.
  std::string url(const std::string& database, const std::string& login = "technician") const;
  std::string tcp_url(const std::string& database, int port, const std::string& login = "technician") const;
  int port() const { return port_; }
  const std::filesystem::path& programs() const { return programs_; }  // pg_dump, psql ...
  const std::filesystem::path& socket() const { return folder_.path(); }

  // Runs one statement as superuser, outside a transaction.
  void administer(const std::string& statement, const std::string& database = "postgres");

  Cluster(const Cluster&) = delete;
  Cluster& operator=(const Cluster&) = delete;
  ~Cluster();

 private:
  Cluster();

  TemporaryFolder folder_;
  std::filesystem::path programs_;
  int port_ = 0;
  std::unique_ptr<Process> server_;
};

// A database of its own, dropped at the end.
class Database {
 public:
  enum class Content { migrated, nothing };
  explicit Database(Content content = Content::migrated);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  const std::string& name() const { return name_; }
  std::string url(const std::string& login = "technician") const { return Cluster::shared().url(name_, login); }

 private:
  std::string name_;
};

}  // namespace mssp::test
