// libpq, loaded when a store of PostgreSQL is opened: linked, it and its TLS would be paid for at every start of the
// program. Its binary interface has been the same since libpq.so.5 appeared.
#pragma once

#include <libpq-fe.h>

#include <memory>

namespace mssp::db {

struct Libpq {
  decltype(&PQconnectdbParams) connect = nullptr;
  decltype(&PQconninfoParse) parse = nullptr;
  decltype(&PQconndefaults) defaults = nullptr;
  decltype(&PQconninfoFree) free_options = nullptr;
  decltype(&PQfreemem) free_memory = nullptr;
  decltype(&PQfinish) finish = nullptr;
  decltype(&PQstatus) status = nullptr;
  decltype(&PQtransactionStatus) transaction = nullptr;
  decltype(&PQconnectionNeedsPassword) needs_password = nullptr;
  decltype(&PQconnectionUsedPassword) used_password = nullptr;
  decltype(&PQerrorMessage) message = nullptr;
  decltype(&PQserverVersion) server_version = nullptr;
  decltype(&PQparameterStatus) parameter = nullptr;
  decltype(&PQdb) database = nullptr;
  decltype(&PQuser) user = nullptr;
  decltype(&PQsetNoticeReceiver) receive_notices = nullptr;
  decltype(&PQexec) exec = nullptr;
  decltype(&PQexecParams) exec_params = nullptr;
  decltype(&PQsendQueryParams) send = nullptr;
  decltype(&PQgetResult) result = nullptr;
  decltype(&PQenterPipelineMode) enter_pipeline = nullptr;
  decltype(&PQexitPipelineMode) leave_pipeline = nullptr;
  decltype(&PQpipelineSync) sync = nullptr;
  decltype(&PQputCopyData) copy_data = nullptr;
  decltype(&PQputCopyEnd) copy_end = nullptr;
  decltype(&PQresultStatus) result_status = nullptr;
  decltype(&PQresultErrorField) error_field = nullptr;
  decltype(&PQcmdStatus) command_tag = nullptr;
  decltype(&PQntuples) rows = nullptr;
  decltype(&PQnfields) columns = nullptr;
  decltype(&PQftype) type = nullptr;
  decltype(&PQgetvalue) value = nullptr;
  decltype(&PQgetlength) length = nullptr;
  decltype(&PQgetisnull) is_null = nullptr;
  decltype(&PQclear) clear = nullptr;
};

// Loads it on the first call. Error{failed} with the package to install when it is not there.
const Libpq& libpq();

struct FinishConnection {
  void operator()(PGconn* connection) const { libpq().finish(connection); }
};
using ServerHandle = std::unique_ptr<PGconn, FinishConnection>;

struct ClearResult {
  void operator()(PGresult* result) const { libpq().clear(result); }
};
using ServerResult = std::unique_ptr<PGresult, ClearResult>;

}  // namespace mssp::db
