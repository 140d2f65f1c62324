# Text files as string constants of C++: pinna::report::NAME for the file, found when it changes.
#
#   pinna_embed(TARGET NAMESPACE NAME FILE)   makes `extern const std::string_view NAME` in NAMESPACE
if(CMAKE_SCRIPT_MODE_FILE)
  file(READ "${INPUT}" text)
  if(text MATCHES "\\)embedded\"")
    message(FATAL_ERROR "${INPUT} holds the end of a raw string")
  endif()
  file(WRITE "${OUTPUT}"
       "#include <string_view>\n\nnamespace ${NAMESPACE} {\nextern const std::string_view ${NAME};\n"
       "const std::string_view ${NAME} = R\"embedded(${text})embedded\";\n}  // namespace ${NAMESPACE}\n")
  return()
endif()

set(PINNA_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})
function(pinna_embed target namespace name file)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
  add_custom_command(
    OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -DINPUT=${CMAKE_CURRENT_SOURCE_DIR}/${file} -DOUTPUT=${source}
            -DNAMESPACE=${namespace} -DNAME=${name} -P ${PINNA_EMBED_SCRIPT}
    DEPENDS ${file} ${PINNA_EMBED_SCRIPT}
    VERBATIM)
  target_sources(${target} PRIVATE ${source})
endfunction()
