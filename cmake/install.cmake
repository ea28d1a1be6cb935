# What `cmake --install` puts where. The program itself looks for its configuration in /etc/synos/mssp; an
# installation for a trial, into a folder of one's own, keeps everything inside that folder (use --config-dir).
if(CMAKE_INSTALL_PREFIX STREQUAL "/usr" OR CMAKE_INSTALL_PREFIX STREQUAL "/usr/local")
  set(MSSP_SYSCONFDIR /etc)
else()
  set(MSSP_SYSCONFDIR etc)
endif()

install(TARGETS synos-mssp DESTINATION bin)
install(TARGETS mssp_pdf_module DESTINATION lib/synos-mssp)
install(TARGETS mssp_deliver DESTINATION libexec/synos-mssp)

file(GLOB settings CONFIGURE_DEPENDS etc/synos/mssp/*.yml)
install(FILES ${settings} DESTINATION ${MSSP_SYSCONFDIR}/synos/mssp)

install(DIRECTORY schemas/config schemas/output DESTINATION share/synos-mssp/schemas FILES_MATCHING PATTERN *.json)

# Manual pages lie compressed. -n keeps file times out, so that equal pages give equal bytes.
file(GLOB manual CONFIGURE_DEPENDS man/*.[157])
foreach(page IN LISTS manual)
  get_filename_component(name ${page} NAME)
  string(REGEX MATCH "[157]$" section ${name})
  set(packed ${CMAKE_BINARY_DIR}/man/${name}.gz)
  add_custom_command(OUTPUT ${packed} DEPENDS ${page} VERBATIM COMMAND sh -c "gzip -9nc \"$1\" >\"$2\"" gzip ${page} ${packed})
  list(APPEND packed_manual ${packed})
  install(FILES ${packed} DESTINATION share/man/man${section})
endforeach()
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/man)
add_custom_target(manual ALL DEPENDS ${packed_manual})

# Each noun is also a program of its own: libexec/synos-mssp/tenant is `synos-mssp tenant`. Every noun has a manual page.
file(GLOB nouns CONFIGURE_DEPENDS man/synos-mssp-*.1)
list(TRANSFORM nouns REPLACE ".*/synos-mssp-(.*)\\.1$" "\\1")
foreach(noun IN LISTS nouns)
  install(CODE "
    set(folder \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/libexec/synos-mssp\")
    file(MAKE_DIRECTORY \"\${folder}\")
    file(CREATE_LINK ../../bin/synos-mssp \"\${folder}/${noun}\" SYMBOLIC)")
endforeach()

install(FILES etc/completions/synos-mssp.bash DESTINATION share/bash-completion/completions RENAME synos-mssp)
install(FILES etc/completions/_synos-mssp DESTINATION share/zsh/vendor-completions)
install(FILES etc/completions/synos-mssp.fish DESTINATION share/fish/vendor_completions.d)

# The units name /usr/bin/synos-mssp and the service's user, whom the Debian package makes.
if(CMAKE_INSTALL_PREFIX STREQUAL "/usr")
  file(GLOB units CONFIGURE_DEPENDS etc/systemd/*)
  install(FILES ${units} DESTINATION lib/systemd/system)
endif()

install(FILES README.md ARCHITECTURE.md DESTINATION share/doc/synos-mssp)
install(FILES docs/report.png DESTINATION share/doc/synos-mssp/docs)
install(FILES etc/cron.d/synos-mssp.example DESTINATION share/doc/synos-mssp/examples)
