# The Debian package, made by scripts/package. Its paths are those of a system installation, so there is none for
# another prefix.
if(NOT CMAKE_INSTALL_PREFIX STREQUAL "/usr")
  return()
endif()

set(folder ${CMAKE_SOURCE_DIR}/packaging)
foreach(pair "CHANGELOG.md|changelog.gz" "packaging/changelog.Debian|changelog.Debian.gz")
  string(REPLACE "|" ";" pair ${pair})
  list(GET pair 0 source)
  list(GET pair 1 name)
  add_custom_command(
    OUTPUT ${CMAKE_BINARY_DIR}/${name} DEPENDS ${CMAKE_SOURCE_DIR}/${source} VERBATIM
    COMMAND sh -c "gzip -9nc \"$1\" >\"$2\"" gzip ${CMAKE_SOURCE_DIR}/${source} ${CMAKE_BINARY_DIR}/${name})
  list(APPEND changelogs ${CMAKE_BINARY_DIR}/${name})
endforeach()
add_custom_target(changelogs ALL DEPENDS ${changelogs})
install(FILES ${changelogs} ${folder}/copyright DESTINATION share/doc/synos-mssp)
install(FILES ${folder}/lintian-overrides DESTINATION share/lintian/overrides RENAME synos-mssp)

# Every file under /etc is the administrator's: an upgrade asks before it replaces a changed one.
set(conffiles ${CMAKE_BINARY_DIR}/conffiles)
list(TRANSFORM settings REPLACE ".*/" "/etc/synos/mssp/" OUTPUT_VARIABLE listed)
list(JOIN listed "\n" listed)
file(WRITE ${conffiles} "${listed}\n")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME synos-mssp)
set(CPACK_PACKAGE_CONTACT "The synos-mssp authors <dev@example.net>")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION admin)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Reports are set in Noto Sans, time zones read from tzdata, and the service's user is made by adduser.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "fonts-noto-core, tzdata, adduser")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "fonts-droid-fallback, lynis, default-mta | mail-transport-agent")
# Loaded for a store in PostgreSQL only, so nothing that looks at what is linked finds it; and scans are made by nmap.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libpq5, nmap")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${conffiles} ${folder}/postinst ${folder}/prerm ${folder}/postrm)
# The first line is the project's DESCRIPTION.
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Customers and their users, service level agreements, tickets, staff,
workload, vulnerability scans, findings and monthly reports as PDF, kept in
one SQLite store with an audit trail that shows every alteration.

Everything is a command with stable JSON and CSV output; timers make the
reports that are due and back the store up every night.")
include(CPack)
