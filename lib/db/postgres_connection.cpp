#include "db/postgres_connection.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <map>
#include <stdexcept>
#include <thread>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "db/migrate.hpp"

namespace mssp::db {
namespace {

// pg_type.dat of PostgreSQL: these numbers never change.
constexpr Oid boolean_type = 16;
constexpr Oid bigint_type = 20;
constexpr Oid smallint_type = 21;
constexpr Oid integer_type = 23;
constexpr Oid text_type = 25;
constexpr Oid numeric_type = 1700;

// Values as libpq takes them. A number is sent as BIGINT and a text as TEXT, so that a statement means the same
// whatever it is compared with; only NULL takes its type from its place.
class Parameters {
 public:
  explicit Parameters(const Values& values) {
    texts_.reserve(values.size());
    for (const Value& value : values) {
      if (const auto* number = std::get_if<std::int64_t>(&value)) {
        types_.push_back(bigint_type);
        pointers_.push_back(texts_.emplace_back(std::to_string(*number)).c_str());
      } else if (const auto* text = std::get_if<std::string>(&value)) {
        if (text->find('\0') != std::string::npos) {
          throw Error(Code::invalid_input, "a text holds a NUL character, which PostgreSQL cannot keep");
        }
        types_.push_back(text_type);
        pointers_.push_back(text->c_str());
      } else {
        types_.push_back(0);
        pointers_.push_back(nullptr);
      }
    }
  }
  int count() const { return static_cast<int>(pointers_.size()); }
  const Oid* types() const { return types_.data(); }
  const char* const* values() const { return pointers_.data(); }

 private:
  std::vector<std::string> texts_;  // reserved: the pointers stay valid
  std::vector<Oid> types_;
  std::vector<const char*> pointers_;
};

Value value_of(const PGresult* result, int row, int column) {
  const Libpq& pq = libpq();
  if (pq.is_null(result, row, column) != 0) return nullptr;
  const std::string_view text(pq.value(result, row, column), static_cast<std::size_t>(pq.length(result, row, column)));
  switch (pq.type(result, column)) {
    case boolean_type:
      return std::int64_t{text == "t" ? 1 : 0};
    case bigint_type:
    case smallint_type:
    case integer_type:
    case numeric_type: {
      std::int64_t number = 0;
      const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
      if (read.ec != std::errc() || read.ptr != text.data() + text.size()) {
        throw std::logic_error("a column holds no whole number of 64 bits");
      }
      return number;
    }
    default:
      return std::string(text);
  }
}

Rows rows_of(const PGresult* result) {
  const Libpq& pq = libpq();
  Rows rows;
  const int columns = pq.columns(result);
  rows.reserve(static_cast<std::size_t>(pq.rows(result)));
  for (int row = 0; row < pq.rows(result); ++row) {
    Values values;
    values.reserve(static_cast<std::size_t>(columns));
    for (int column = 0; column < columns; ++column) values.push_back(value_of(result, row, column));
    rows.emplace_back(std::move(values));
  }
  return rows;
}

}  // namespace

Postgres::Postgres(std::string url, Rights rights) : url_(std::move(url)), rights_(rights), handle_(connect(url_)) {}

void Postgres::lost() const {
  if (!writing_) throw Error(Code::busy, "the connection to the store was lost", "try again");
  throw Error(Code::busy, "the connection to the store was lost in the middle of a change: nothing was changed",
              "try again");
}

void Postgres::require(const PGresult* result) const {
  switch (result == nullptr ? PGRES_FATAL_ERROR : libpq().result_status(result)) {
    case PGRES_TUPLES_OK:
    case PGRES_COMMAND_OK:
    case PGRES_COPY_IN:
    case PGRES_EMPTY_QUERY:
      return;
    default:
      // The last words of a server that ends the connection are an error as any other.
      if (is_lost()) lost();
      if (result == nullptr) throw std::logic_error("a statement without an answer");
      fail(result);
  }
}

ServerResult Postgres::single(std::string_view sql, const Values& arguments) {
  const Parameters parameters(arguments);
  ServerResult result(libpq().exec_params(handle_.get(), std::string(sql).c_str(), parameters.count(),
                                          parameters.types(), parameters.values(), nullptr, nullptr, 0));
  require(result.get());
  return result;
}

std::vector<ServerResult> Postgres::together(const std::vector<Asked>& asked) {
  const Libpq& pq = libpq();
  PGconn* handle = handle_.get();
  if (pq.enter_pipeline(handle) == 0) lost();
  for (const Asked& each : asked) {
    const Parameters parameters(each.arguments);
    if (pq.send(handle, each.sql.c_str(), parameters.count(), parameters.types(), parameters.values(), nullptr, nullptr, 0) == 0) {
      lost();
    }
  }
  if (pq.sync(handle) == 0) lost();
  std::vector<ServerResult> results;
  std::size_t failed = asked.size();
  for (std::size_t i = 0; i < asked.size(); ++i) {
    ServerResult result(pq.result(handle));
    const ExecStatusType status = result ? pq.result_status(result.get()) : PGRES_FATAL_ERROR;
    if (failed == asked.size() && status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) failed = i;
    results.push_back(std::move(result));
    if (is_lost()) break;
    ServerResult(pq.result(handle)).reset();  // the end of this one's answer
  }
  if (!is_lost()) ServerResult(pq.result(handle)).reset();  // the answer to sync
  if (is_lost()) lost();
  pq.leave_pipeline(handle);
  if (failed == asked.size()) return results;
  if (in_transaction()) ServerResult(pq.exec(handle, "ROLLBACK")).reset();
  require(results[failed].get());
  throw std::logic_error("an unknown answer of the server");
}

std::vector<Postgres::Asked> Postgres::opening(const std::string& begin) const {
  std::vector<Asked> asked{{begin, {}}};
  if (rights_ == Rights::tool) asked.push_back({"SET LOCAL ROLE " + std::string(tool_role), {}});
  asked.push_back({"SET LOCAL mssp.tenant = '" + scope().setting() + "'", {}});
  return asked;
}

Rows Postgres::execute(std::string_view sql, const Values& arguments) {
  std::string text(sql);
  if (in_transaction()) {
    constexpr std::string_view create = "CREATE TEMP TABLE IF NOT EXISTS ";
    constexpr std::string_view empty = "DELETE FROM ";
    if (text.starts_with(create)) {
      temporary_.try_emplace(text.substr(create.size(), text.find(' ', create.size()) - create.size()));
      // A session of a pool outlives the command, its temporary tables must not.
      text = dialect(text) + " ON COMMIT DROP";
    } else if (const auto found = text.starts_with(empty) ? temporary_.find(text.substr(empty.size())) : temporary_.end();
               found != temporary_.end() && found->second.rows > 0) {
      // Many deleted rows would stay in the way of every later chunk.
      text = "TRUNCATE " + found->first;
      found->second.rows = 0;
    }
    return rows_of(single(text, arguments).get());
  }
  std::vector<Asked> asked = opening("BEGIN");
  asked.push_back({std::move(text), arguments});
  asked.push_back({"COMMIT", {}});
  return rows_of(together(asked)[asked.size() - 2].get());
}

void Postgres::script(const std::string& sql) {
  const ServerResult result(libpq().exec(handle_.get(), sql.c_str()));
  require(result.get());
}

void Postgres::begin() {
  // LOCK takes no snapshot: what is read after the wait is what those in front have left. So writers queue, each in its
  // turn, and are in conflict only with writers who are not ours.
  std::vector<Asked> asked = opening("BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE");
  if (rights_ == Rights::tool) {
    asked.push_back({"SET LOCAL lock_timeout = '60s'", {}});
    asked.push_back({"LOCK TABLE lease IN EXCLUSIVE MODE", {}});
  }
  asked.push_back({"SELECT cast(pg_current_xact_id() AS TEXT)", {}});
  transaction_id_ = rows_of(together(asked).back().get()).front().text(0);
  writing_ = true;
  temporary_.clear();
}

void Postgres::begin_reading() { together(opening("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")); }

void Postgres::end_reading() noexcept { ServerResult(libpq().exec(handle_.get(), "COMMIT")).reset(); }

void Postgres::commit() {
  const ServerResult result(libpq().exec(handle_.get(), "COMMIT"));
  if (is_lost()) {
    writing_ = false;
    if (was_kept()) return;
    throw Error(Code::busy, "the connection to the store was lost while the change was being kept: nothing was changed",
                "try again");
  }
  require(result.get());
  if (std::string_view(libpq().command_tag(const_cast<PGresult*>(result.get()))) != "COMMIT") {
    throw std::logic_error("a failed transaction was to be kept");
  }
  writing_ = false;
}

bool Postgres::was_kept() {
  // A server that is still at work on it, or restarts, needs a moment.
  constexpr int attempts = 40;
  for (int attempt = 0; attempt < attempts; ++attempt) {
    if (attempt > 0) std::this_thread::sleep_for(std::chrono::milliseconds(250));
    try {
      handle_ = connect(url_);
      const std::string status =
          rows_of(single("SELECT coalesce(pg_xact_status(cast(cast($1 AS TEXT) AS xid8)), '')", {transaction_id_}).get()).front().text(0);
      if (status == "committed") return true;
      if (status == "aborted") return false;
      if (status.empty()) break;  // too long ago to be known
    } catch (const Error&) {
      continue;
    } catch (const std::exception&) {
      break;  // another server, to which the number means nothing
    }
  }
  throw Error(Code::failed,
              "the connection to the store was lost while the change was being kept: whether it was is not known",
              "'synos-mssp audit list --last 5' shows it if it was; repeat the command only if it does not");
}

void Postgres::rollback() noexcept {
  writing_ = false;
  if (!is_lost() && in_transaction()) ServerResult(libpq().exec(handle_.get(), "ROLLBACK")).reset();
}

void Postgres::rollback_to(std::size_t depth) noexcept {
  const std::string name = "nested_" + std::to_string(depth);
  ServerResult(libpq().exec(handle_.get(), ("ROLLBACK TO " + name).c_str())).reset();
  ServerResult(libpq().exec(handle_.get(), ("RELEASE " + name).c_str())).reset();
}

void Postgres::stream(const std::string& sql, const std::function<void(Rows)>& sink) {
  single("DECLARE streamed NO SCROLL CURSOR FOR " + sql, {});
  const std::string fetch = "FETCH FORWARD " + std::to_string(portion) + " FROM streamed";
  for (;;) {
    Rows rows = rows_of(single(fetch, {}).get());
    if (rows.empty()) break;
    sink(std::move(rows));
  }
  single("CLOSE streamed", {});
}

}  // namespace mssp::db
