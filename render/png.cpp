// SPDX-License-Identifier: MIT
// stb does the work; this file the sentences.
#include "render/png.hpp"

#include <memory>
#include <stdexcept>
#include <string>

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#include <stb_image_write.h>

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_PNG
#include <stb_image.h>

namespace wordfield::render {

namespace {

void append(void* bytes, void* data, int size) {
    static_cast<std::string*>(bytes)->append(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

} // namespace

std::string encode_png(const Image& image) {
    std::string bytes;
    if (!stbi_write_png_to_func(append, &bytes, image.width, image.height, 4, image.rgba.data(),
                                4 * image.width))
        throw std::runtime_error{"the picture: cannot be packed as PNG (free some memory)"};
    return bytes;
}

Image read_png(const std::filesystem::path& path) {
    int width = 0, height = 0, channels = 0;
    const std::unique_ptr<unsigned char, void (*)(void*)> pixels{
        stbi_load(path.string().c_str(), &width, &height, &channels, 4), stbi_image_free};
    if (!pixels)
        throw std::runtime_error{path.string() + ": cannot be read as PNG, " + stbi_failure_reason() +
                                 " (check the name)"};
    return {width, height, {pixels.get(), pixels.get() + 4ull * width * height}};
}

} // namespace wordfield::render
