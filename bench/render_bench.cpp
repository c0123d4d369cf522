// SPDX-License-Identifier: MIT
// How long drawing takes, as a Markdown table: medians over frames, each waited for with glFinish. Draws
// offscreen, so the figures are those of the machine's default OpenGL driver, which the heading names.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <random>
#include <vector>

#include <epoxy/gl.h>

#include "render/camera.hpp"
#include "render/gl_error.hpp"
#include "render/heatmap.hpp"
#include "render/labels.hpp"
#include "render/line_renderer.hpp"
#include "render/offscreen_context.hpp"
#include "render/picking.hpp"
#include "render/point_renderer.hpp"
#include "render/target.hpp"

using namespace wordfield::render;

namespace {

constexpr int width = 1000, height = 640;
std::mt19937 engine{7};
float normal() {
    static std::normal_distribution<float> distribution;
    return distribution(engine);
}

using Clock = std::chrono::steady_clock;

double since_ms(Clock::time_point begin) {
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

/// Processor time of all threads of this process; what a frame costs when other work wants the processor too.
double cpu_ms() {
    return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

double middle(std::vector<double>& values) {
    std::nth_element(values.begin(), values.begin() + values.size() / 2, values.end());
    return values[values.size() / 2];
}

/// Runs until a second has passed (ten times at least) and prints medians.
void report(const char* name, const std::function<void()>& work) {
    work();
    glFinish();
    std::vector<double> wall, cpu;
    const auto start = Clock::now();
    while (wall.size() < 10 || Clock::now() - start < std::chrono::seconds{1}) {
        const auto begin = Clock::now();
        const double cpu_begin = cpu_ms();
        work();
        glFinish();
        wall.push_back(since_ms(begin));
        cpu.push_back(cpu_ms() - cpu_begin);
    }
    std::printf("| %s | %.2f | %.2f |\n", name, middle(wall), middle(cpu));
    std::fflush(stdout);
}

std::vector<PointInstance> cloud(int count) {
    std::vector<PointInstance> points(count);
    std::vector<glm::vec3> centres;
    for (int i = 0; i < 40; ++i) centres.push_back(glm::vec3{normal(), normal() * 0.7f, normal()} * 2.0f);
    for (int i = 0; i < count; ++i) {
        const CategoryStyle style = category_style(i % 40, true);
        points[i].position = centres[i % 40] + glm::vec3{normal(), normal(), normal()} * 0.35f;
        points[i].radius_px = count > 10000 ? 2.5f : 4.0f;
        points[i].fill = {style.colour, 1.0f};
        points[i].shape = style.shape;
    }
    return points;
}

std::vector<LineInstance> trails(int count) {
    const auto points = cloud(count);
    std::vector<LineInstance> lines(count);
    for (int i = 0; i < count; ++i) {
        lines[i].a = points[i].position;
        lines[i].b = lines[i].a + glm::vec3{normal(), normal(), normal()} * 0.2f;
        lines[i].colour_b.a = 0.0f;
    }
    return lines;
}

std::vector<glm::vec3> places(std::span<const PointInstance> points) {
    std::vector<glm::vec3> places;
    for (const PointInstance& point : points) places.push_back(point.position);
    return places;
}

Camera framing(std::span<const PointInstance> points, Camera::Mode mode) {
    Camera camera;
    camera.set_viewport(width, height);
    camera.set_mode(mode);
    if (mode == Camera::Mode::Orbit) camera.jump_to({{}, 100.0f, 0.5f, 0.35f});
    camera.jump_to(camera.fit(places(points), 30.0f));
    return camera;
}

void bench_map(const Target& target, int count, int line_count, Camera::Mode mode, float zoom,
               const char* name, bool moving = false) {
    const auto points = cloud(count);
    PointRenderer point_renderer;
    LineRenderer line_renderer;
    point_renderer.upload(points);
    line_renderer.upload(trails(line_count));
    Camera camera = framing(points, mode);
    camera.zoom_at({width * 0.5f, height * 0.5f}, zoom);
    report(name, [&] {
        target.clear({0.051f, 0.059f, 0.078f, 1.0f});
        line_renderer.draw(camera);
        moving ? (void)point_renderer.draw_thin(points, camera) : point_renderer.draw(points, camera);
    });
}

void bench_maps() {
    const Target target{width, height};
    constexpr auto flat = Camera::Mode::Flat, orbit = Camera::Mode::Orbit;
    report("clear 1000 x 640", [&] { target.clear({0.051f, 0.059f, 0.078f, 1.0f}); });
    bench_map(target, 560, 0, flat, 1.0f, "560 points");
    bench_map(target, 5000, 0, flat, 1.0f, "5,000 points");
    bench_map(target, 1, 2000, flat, 1.0f, "2,000 lines");
    bench_map(target, 5000, 2000, flat, 1.0f, "5,000 points, 2,000 lines");
    bench_map(target, 5000, 2000, orbit, 1.0f, "5,000 points, 2,000 lines, in space");
    bench_map(target, 50000, 0, flat, 1.0f, "50,000 points");
    bench_map(target, 50000, 0, flat, 1.0f, "50,000 points that move", true);
    bench_map(target, 1000000, 0, flat, 1.0f, "1,000,000 points");
    bench_map(target, 1000000, 0, flat, 1.0f, "1,000,000 points that move", true);
    bench_map(target, 1000000, 0, flat, 8.0f, "1,000,000 points that move, zoomed in 8 times", true);
    bench_map(target, 50000, 0, orbit, 1.0f, "50,000 points, in space");
    bench_map(target, 50000, 0, flat, 8.0f, "50,000 points, zoomed in 8 times");
    const auto points = cloud(50000);
    PointRenderer renderer;
    report("hand over 50,000 points", [&] { renderer.upload(points); });
}

void bench_heatmap(int rows, const char* with_upload, const char* alone) {
    std::vector<float> values(static_cast<std::size_t>(rows) * 64);
    for (float& value : values) value = normal();
    Heatmap heatmap;
    heatmap.set_colours(Colormap::DivergingDark, -2.0f, 2.0f);
    heatmap.set_size(200, height);
    report(with_upload, [&] {
        heatmap.upload(values, rows, 64);
        heatmap.render();
    });
    int row = 0;
    report(alone, [&] {
        const int lit[] = {++row % rows};
        heatmap.set_spotlight(lit);
        heatmap.render();
    });
}

void bench_maths() {
    const auto points = cloud(50000);
    const Camera camera = framing(points, Camera::Mode::Flat);
    std::vector<glm::vec3> screen;
    report("project 50,000 points", [&] {
        const Camera::Projector project = camera.projector();
        screen.clear();
        for (const PointInstance& p : points) screen.push_back(project(glm::mix(p.from, p.position, 0.5f)));
    });
    report("the nearest of 50,000 points", [&] {
        (void)nearest_point(screen, {width, height}, {width * 0.5f, height * 0.5f});
    });
    std::vector<LabelCandidate> candidates;
    for (int i = 0; i < 50000; ++i)
        candidates.push_back({.id = i,
                              .anchor_px = screen[i],
                              .size_px = {45, 14},
                              .weight = 1e5f / static_cast<float>(1 + i)});
    LabelPlacer placer;
    report("labels for 50,000 words", [&] { placer.update(candidates, screen, {width, height}, 0.016f); });
}

} // namespace

int main() {
    OffscreenContext context;
    std::printf("%s\n\n| work | ms | processor ms |\n|---|---|---|\n", describe_context().c_str());
    bench_maps();
    bench_heatmap(669, "heat map 669 x 64: hand over and draw", "heat map 669 x 64: draw");
    bench_heatmap(50000, "heat map 50,000 x 64: hand over and draw", "heat map 50,000 x 64: draw");
    bench_maths();
    check("measuring");
}
