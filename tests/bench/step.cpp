// Steps through the rows of a query and reads every column, as a program must that counts for itself:
//   step FILE SQL
// The least that an answer from the same rows can cost; prints how many there were.
#include <sqlite3.h>

#include <cstdint>
#include <cstdio>

int main(int count, char** words) {
  if (count != 3) return 2;
  sqlite3* database = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_open_v2(words[1], &database, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK) return 1;
  if (sqlite3_prepare_v2(database, words[2], -1, &statement, nullptr) != SQLITE_OK) {
    std::fprintf(stderr, "%s\n", sqlite3_errmsg(database));
    return 1;
  }
  const int columns = sqlite3_column_count(statement);
  std::int64_t rows = 0;
  std::uint64_t sum = 0;  // printed, so that nothing is optimised away
  while (sqlite3_step(statement) == SQLITE_ROW) {
    ++rows;
    for (int i = 0; i < columns; ++i) {
      if (sqlite3_column_type(statement, i) == SQLITE_TEXT) {
        sum += sqlite3_column_text(statement, i)[0];
      } else {
        sum += static_cast<std::uint64_t>(sqlite3_column_int64(statement, i));
      }
    }
  }
  std::printf("%lld rows, sum %llu\n", static_cast<long long>(rows), static_cast<unsigned long long>(sum));
  sqlite3_finalize(statement);
  sqlite3_close(database);
}
