# SPDX-License-Identifier: MIT
# Everything Wordfield stands on, found on the system (scripts/install-packages names the Debian packages).
find_package(Threads REQUIRED)
find_package(ZLIB REQUIRED)
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(glfw3 3.3 REQUIRED)
find_package(glm REQUIRED)
find_package(CLI11 REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(epoxy REQUIRED IMPORTED_TARGET epoxy)
pkg_check_modules(imgui REQUIRED IMPORTED_TARGET imgui)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(fontconfig REQUIRED IMPORTED_TARGET fontconfig)
find_path(STB_INCLUDE_DIR stb_image_write.h PATH_SUFFIXES stb REQUIRED)

# Headers of others are 'system' headers: their warnings are not ours.
if(NOT TARGET glm::glm)
  add_library(glm::glm INTERFACE IMPORTED)
  target_include_directories(glm::glm INTERFACE ${GLM_INCLUDE_DIRS})
endif()
