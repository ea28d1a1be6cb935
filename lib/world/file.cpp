#include "world/file.hpp"

#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>

#include "base/error.hpp"
#include "base/text.hpp"

namespace mssp::world {
namespace {

// A descriptor that is closed when it goes out of scope.
class Handle {
 public:
  explicit Handle(int descriptor) : descriptor_(descriptor) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  int get() const { return descriptor_; }
  bool close() {
    const int descriptor = descriptor_;
    descriptor_ = -1;
    return ::close(descriptor) == 0;
  }

 private:
  int descriptor_;
};

[[noreturn]] void fail(std::string_view verb, const std::filesystem::path& path, int reason) {
  throw Error(Code::failed,
              "cannot " + std::string(verb) + " '" + printable(path.native()) + "': " + std::strerror(reason));
}

std::filesystem::path folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : ".";
}

void sync_folder(const std::filesystem::path& folder) {
  const Handle directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.get() >= 0) ::fsync(directory.get());
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

std::shared_ptr<Handle> open_for_reading(const std::filesystem::path& path) {
  auto file = std::make_shared<Handle>(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file->get() < 0) {
    if (errno == ENOENT || errno == ENOTDIR) return nullptr;
    fail("read", path, errno);
  }
  struct stat status {};
  if (fstat(file->get(), &status) == 0 && S_ISDIR(status.st_mode)) {
    throw Error(Code::invalid_input, "'" + printable(path.native()) + "' is a folder, not a file");
  }
  return file;
}

// The file is kept open: the second reading is of the same file, even if its name is given to another in between.
Opening from_start_of(const std::shared_ptr<Handle>& file, const std::filesystem::path& path) {
  return [file, path]() -> Source {
    return [file, path, at = off_t{0}](char* buffer, std::size_t size) mutable -> std::size_t {
      for (;;) {
        const ssize_t got = ::pread(file->get(), buffer, size, at);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail("read", path, errno);
        at += got;
        return static_cast<std::size_t>(got);
      }
    };
  };
}

}  // namespace

std::optional<Opening> open_source(const std::filesystem::path& path) {
  const auto first = open_for_reading(path);
  if (!first) return std::nullopt;
  struct stat status {};
  if (fstat(first->get(), &status) == 0 && S_ISREG(status.st_mode)) return from_start_of(first, path);
  const Source once = [&](char* buffer, std::size_t size) {
    const ssize_t got = ::read(first->get(), buffer, size);
    if (got < 0) fail("read", path, errno);
    return static_cast<std::size_t>(got);
  };
  return keep_source(once, "'" + printable(path.native()) + "'");
}

Opening keep_source(const Source& source, const std::string& name) {
  constexpr std::size_t most = std::size_t{8} << 30U;
  const std::filesystem::path folder = std::filesystem::temp_directory_path();
  std::string unnamed = (folder / "synos-mssp.XXXXXX").native();
  const auto file = std::make_shared<Handle>(::mkostemp(unnamed.data(), O_CLOEXEC));
  if (file->get() < 0) fail("write", folder, errno);
  ::unlink(unnamed.c_str());
  std::array<char, 65536> part{};
  std::size_t all = 0;
  while (const std::size_t got = source(part.data(), part.size())) {
    all += got;
    if (all > most) throw Error(Code::invalid_input, name + " is larger than 8 GiB");
    if (!write_all(file->get(), {part.data(), got})) fail("write", folder, errno);
  }
  return from_start_of(file, folder);
}

std::optional<std::string> read_file(const std::filesystem::path& path, std::size_t limit) {
  const auto file = open_for_reading(path);
  if (!file) return std::nullopt;
  struct stat status {};
  std::string all;
  if (fstat(file->get(), &status) == 0 && S_ISREG(status.st_mode)) {
    all.reserve(std::min<std::size_t>(static_cast<std::size_t>(status.st_size), limit) + 1);
  }
  std::array<char, 65536> part{};
  for (;;) {
    const ssize_t got = ::read(file->get(), part.data(), part.size());
    if (got == 0) return all;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail("read", path, errno);
    all.append(part.data(), static_cast<std::size_t>(got));
    if (all.size() > limit) {
      throw Error(Code::invalid_input,
                  "'" + printable(path.native()) + "' is larger than " + std::to_string(limit / 1024) + " KiB");
    }
  }
}

void write_atomically(const std::filesystem::path& path, std::string_view bytes, unsigned mode) {
  const std::filesystem::path folder = folder_of(path);
  std::string temporary = (folder / ("." + path.filename().native() + ".XXXXXX")).native();
  Handle file(::mkostemp(temporary.data(), O_CLOEXEC));
  if (file.get() < 0) fail("write", path, errno);
  const bool written = write_all(file.get(), bytes) && ::fchmod(file.get(), static_cast<mode_t>(mode)) == 0 &&
                       ::fsync(file.get()) == 0 && file.close() && ::rename(temporary.c_str(), path.c_str()) == 0;
  if (!written) {
    const int reason = errno;
    ::unlink(temporary.c_str());
    fail("write", path, reason);
  }
  sync_folder(folder);
}

std::filesystem::path temporary_beside(const std::filesystem::path& path) {
  std::string name = (folder_of(path) / ("." + path.filename().native() + ".XXXXXX")).native();
  const Handle file(::mkostemp(name.data(), O_CLOEXEC));
  if (file.get() < 0) fail("write", path, errno);
  return name;
}

void rename_synced(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) fail("write", to, errno);
  sync_folder(folder_of(to));
}

void link_file(const std::filesystem::path& file, const std::filesystem::path& name) {
  if (::link(file.c_str(), name.c_str()) != 0) fail("write", name, errno);
}

void take_owner(const std::filesystem::path& file, const std::filesystem::path& model) {
  struct stat wanted {};
  struct stat given {};
  if (::stat(model.c_str(), &wanted) != 0) fail("read", model, errno);
  if (::stat(file.c_str(), &given) != 0) fail("read", file, errno);
  if (wanted.st_uid == given.st_uid && wanted.st_gid == given.st_gid) return;
  if (::chown(file.c_str(), wanted.st_uid, wanted.st_gid) != 0) fail("change the owner of", file, errno);
}

void make_folder(const std::filesystem::path& path) {
  std::error_code failure;
  std::filesystem::create_directories(path, failure);
  if (failure) fail("make folder", path, failure.value());
}

bool writable(const std::filesystem::path& folder) { return ::access(folder.c_str(), W_OK | X_OK) == 0; }

std::optional<Instant> changed_at(const std::filesystem::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  return instant(status.st_mtim.tv_sec);
}

void write_through(const std::filesystem::path& path, std::string_view bytes) {
  Handle file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (file.get() < 0 || !write_all(file.get(), bytes) || !file.close()) fail("write", path, errno);
}

std::vector<std::string> file_names(const std::filesystem::path& folder, std::string_view ending) {
  std::vector<std::string> names;
  std::error_code failure;
  if (!std::filesystem::is_directory(folder, failure)) return names;
  for (std::filesystem::directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure)) {
    const std::string name = at->path().filename().native();
    if (name.ends_with(ending) && name.front() != '.') names.push_back(name);
  }
  if (failure) throw Error(Code::failed, "cannot read the folder '" + printable(folder.native()) + "': " + failure.message());
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace mssp::world
