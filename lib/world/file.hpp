// Files: read as a whole or in blocks, and written so that a reader sees the old content or the new, never half.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/source.hpp"

namespace mssp::world {

// The content of a regular file, pipe or device of at most `limit` bytes; empty when nothing has that name.
// Error{failed} when it cannot be read, Error{invalid_input} when it is larger or a folder.
std::optional<std::string> read_file(const std::filesystem::path& path, std::size_t limit);

// The content of a file in blocks; nothing when nothing has that name. Errors as above, but for its size. What can be
// read only once, a pipe, is kept as keep_source does.
std::optional<Opening> open_source(const std::filesystem::path& path);

// Keeps what comes, at most 8 GiB, in a file without a name that ends with the last source made from it.
// Error{invalid_input} when there is more, naming it `name`.
Opening keep_source(const Source& source, const std::string& name);

// Writes beside the target, syncs, renames over it and syncs the folder. Error{failed} with the reason otherwise, and
// then the target is as it was. `mode` holds permission bits of a new file.
void write_atomically(const std::filesystem::path& path, std::string_view bytes, unsigned mode = 0644);

// An empty file of mode 0600 with a name of its own beside `path`, hidden, to be filled and then renamed.
std::filesystem::path temporary_beside(const std::filesystem::path& path);

// Renames a file whose content is synced, and syncs the folder. Error{failed} when that cannot be done.
void rename_synced(const std::filesystem::path& from, const std::filesystem::path& to);

// Gives a file a second name; Error{failed} when that cannot be done.
void link_file(const std::filesystem::path& file, const std::filesystem::path& name);

// Gives a file the owner and group of another file or folder; Error{failed} when that cannot be done.
void take_owner(const std::filesystem::path& file, const std::filesystem::path& model);

// Makes a folder and those above it; Error{failed} when that cannot be done.
void make_folder(const std::filesystem::path& path);

// Whether this user may make files in a folder.
bool writable(const std::filesystem::path& folder);

// When a file or folder was last changed; nothing when it is not there or cannot be asked.
std::optional<Instant> changed_at(const std::filesystem::path& path);

// Writes to what is no regular file (a terminal, a pipe, /dev/full), where nothing can be renamed.
void write_through(const std::filesystem::path& path, std::string_view bytes);

// The names of the files of a folder that end so, hidden ones left out, sorted; none when there is no such folder.
// Error{failed} when it cannot be read.
std::vector<std::string> file_names(const std::filesystem::path& folder, std::string_view ending);

}  // namespace mssp::world
