// SPDX-License-Identifier: MIT
// Any settings.json: read, and written again to read the same.
#include "app/desk/settings.hpp"
#include "tests/fuzz/fuzz.hpp"
#include "tests/support/temporary_folder.hpp"

#include <cmath>
#include <fstream>

namespace {

using namespace wordfield;

void check(const app::Settings& s) {
    fuzz::require(s.width >= 640 && s.width <= 16384 && s.height >= 480 && s.height <= 16384,
                  "a size of a window");
    for (const float value :
         {s.look.label_px, s.map.projection.perplexity, s.map.projection.attraction,
          s.map.projection.exaggeration, s.map.projection.learning_rate, s.workspace.left, s.workspace.right,
          s.workspace.matrix, s.workspace.bottom, s.workspace.share.front(), s.workspace.share.back()})
        fuzz::require(std::isfinite(value), "numbers are numbers");
    fuzz::require(s.map.cap >= 3 && s.workspace.is_shown(app::Panel::Map), "there is a map");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const test::TemporaryFolder folder;
    const auto file = folder.path / "settings.json", again = folder.path / "again.json";
    std::ofstream{file, std::ios::binary} << fuzz::text_of(data, size);
    const app::Settings settings = app::load_settings(file);
    check(settings);
    fuzz::require(app::save_settings(again, settings), "what was read can be written");
    const app::Settings same = app::load_settings(again);
    check(same);
    fuzz::require(same.width == settings.width && same.map.cap == settings.map.cap &&
                      same.dark == settings.dark && same.workspace.shown == settings.workspace.shown,
                  "what was written reads the same");
    return 0;
}
