// SPDX-License-Identifier: MIT
// stb does the encoding; this file does the naming, the renaming and the sentences.
#include "render/png.hpp"

#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>

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

/// True when every byte has reached the file; stb's own file writer would not notice a full disk.
bool write_bytes(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream file{path, std::ios::binary | std::ios::trunc};
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    return file.good();
}

} // namespace

void write_png(const std::filesystem::path& path, const Image& image) {
    std::string bytes;
    const bool encoded = stbi_write_png_to_func(append, &bytes, image.width, image.height, 4,
                                                image.rgba.data(), 4 * image.width);
    std::filesystem::path temporary = path;
    temporary += ".tmp";
    std::error_code failure;
    if (encoded && write_bytes(temporary, bytes)) {
        std::filesystem::rename(temporary, path, failure);
        if (!failure) return;
    }
    std::error_code ignored;
    std::filesystem::remove(temporary, ignored);
    throw std::runtime_error{path.string() + ": cannot be written" +
                             (failure ? ", " + failure.message() : "") +
                             " (is the folder there, writable, and not full?)"};
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
