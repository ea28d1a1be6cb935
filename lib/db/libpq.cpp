#include "db/libpq.hpp"

#include <dlfcn.h>

#include <string>

#include "base/error.hpp"

namespace mssp::db {
namespace {

template <class Function>
void find(void* library, const char* name, Function& function) {
  void* symbol = dlsym(library, name);
  if (symbol == nullptr) {
    throw Error(Code::failed, std::string("the library libpq.so.5 is too old: it has no ") + name,
                "install the package libpq5 of Debian 12 or newer");
  }
  function = reinterpret_cast<Function>(symbol);
}

Libpq load() {
  void* library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    throw Error(Code::failed, "a store of PostgreSQL needs the library libpq.so.5, which is not installed",
                "install the package libpq5");
  }
  Libpq all;
  find(library, "PQconnectdbParams", all.connect);
  find(library, "PQconninfoParse", all.parse);
  find(library, "PQconndefaults", all.defaults);
  find(library, "PQconninfoFree", all.free_options);
  find(library, "PQfreemem", all.free_memory);
  find(library, "PQfinish", all.finish);
  find(library, "PQstatus", all.status);
  find(library, "PQtransactionStatus", all.transaction);
  find(library, "PQconnectionNeedsPassword", all.needs_password);
  find(library, "PQconnectionUsedPassword", all.used_password);
  find(library, "PQerrorMessage", all.message);
  find(library, "PQserverVersion", all.server_version);
  find(library, "PQparameterStatus", all.parameter);
  find(library, "PQdb", all.database);
  find(library, "PQuser", all.user);
  find(library, "PQsetNoticeReceiver", all.receive_notices);
  find(library, "PQexec", all.exec);
  find(library, "PQexecParams", all.exec_params);
  find(library, "PQsendQueryParams", all.send);
  find(library, "PQgetResult", all.result);
  find(library, "PQenterPipelineMode", all.enter_pipeline);
  find(library, "PQexitPipelineMode", all.leave_pipeline);
  find(library, "PQpipelineSync", all.sync);
  find(library, "PQputCopyData", all.copy_data);
  find(library, "PQputCopyEnd", all.copy_end);
  find(library, "PQresultStatus", all.result_status);
  find(library, "PQresultErrorField", all.error_field);
  find(library, "PQcmdStatus", all.command_tag);
  find(library, "PQntuples", all.rows);
  find(library, "PQnfields", all.columns);
  find(library, "PQftype", all.type);
  find(library, "PQgetvalue", all.value);
  find(library, "PQgetlength", all.length);
  find(library, "PQgetisnull", all.is_null);
  find(library, "PQclear", all.clear);
  return all;
}

}  // namespace

const Libpq& libpq() {
  static const Libpq loaded = load();
  return loaded;
}

}  // namespace mssp::db
