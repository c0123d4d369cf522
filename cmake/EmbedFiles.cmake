# SPDX-License-Identifier: MIT
# wordfield_embed(<target> <function> <files...>): compiles text files into <target> and gives it
#   std::string_view <function>(std::string_view file_name);     empty when there is no such file
# declared by the caller. Long files are cut into pieces, because compilers limit the length of one literal.
function(wordfield_embed target function)
  set(entries "")
  foreach(path IN LISTS ARGN)
    get_filename_component(name "${path}" NAME)
    file(READ "${path}" text)
    string(LENGTH "${text}" length)
    set(pieces "")
    set(at 0)
    while(at LESS length)
      string(SUBSTRING "${text}" ${at} 8000 piece)
      string(APPEND pieces "R\"EMBED(${piece})EMBED\"\n")
      math(EXPR at "${at} + 8000")
    endwhile()
    if(pieces STREQUAL "")
      set(pieces "\"\"")
    endif()
    string(APPEND entries "    {\"${name}\", ${pieces}},\n")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${path}")
  endforeach()
  string(REGEX REPLACE ".*::" "" short "${function}")
  string(REGEX REPLACE "::[^:]*$" "" scope "${function}")
  set(output "${CMAKE_CURRENT_BINARY_DIR}/${short}.cpp")
  file(CONFIGURE OUTPUT "${output}.new" CONTENT "// Made by cmake/EmbedFiles.cmake; do not edit.
#include <string_view>
#include <utility>
namespace ${scope} {
std::string_view ${short}(std::string_view name);
std::string_view ${short}(std::string_view name) {
    using namespace std::string_view_literals;
    static constexpr std::pair<std::string_view, std::string_view> files[] = {{\"\", \"\"},
${entries}    };
    for (const auto& [file, text] : files)
        if (file == name) return text;
    return {};
}
} // namespace ${scope}
" @ONLY)
  file(COPY_FILE "${output}.new" "${output}" ONLY_IF_DIFFERENT)
  target_sources(${target} PRIVATE "${output}")
endfunction()
