# Text files as constants of the library: embed_text(TARGET HEADER FILE...) adds a source that defines
#     const std::string_view NAME;
# in namespace pinna::report for each FILE, as HEADER declares it; inspection_page.js is
# inspection_page_js. Run as a script (cmake -P) it writes that source, again whenever a file changes.
function(embed_text target header)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/embedded_text.cpp)
  list(TRANSFORM ARGN PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/ OUTPUT_VARIABLE files)
  add_custom_command(
    OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -D OUTPUT=${source} -D HEADER=${header} -D "FILES=${files}" -P
            ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
    COMMENT "Embedding ${ARGN}"
    VERBATIM)
  target_sources(${target} PRIVATE ${source})
endfunction()

if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  set(text "// Made by cmake/embed.cmake.\n#include \"${HEADER}\"\n\nnamespace pinna::report {\n")
  foreach(file ${FILES})
    get_filename_component(name ${file} NAME)
    string(REPLACE "." "_" name ${name})
    file(READ ${file} content)
    string(APPEND text "\nconst std::string_view ${name} = R\"embedded(${content})embedded\";\n")
  endforeach()
  file(WRITE ${OUTPUT} "${text}\n}  // namespace pinna::report\n")
endif()
