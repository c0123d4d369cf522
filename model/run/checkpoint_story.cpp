// SPDX-License-Identifier: MIT
#include "model/run/checkpoint_story.hpp"

#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>

namespace wordfield::inline run {
namespace {

constexpr std::array<std::string_view, 3> file_tags{"ctxt", "clab", "cana"};

class Packer {
public:
    template <class T>
    void put(T number) {
        static_assert(std::is_arithmetic_v<T>);
        const auto bytes = std::as_bytes(std::span{&number, 1});
        bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    }
    void put_text(std::string_view text) {
        put(static_cast<std::uint32_t>(text.size()));
        const auto bytes = std::as_bytes(std::span{text});
        bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    }
    [[nodiscard]] std::span<const std::byte> bytes() const { return bytes_; }

private:
    std::vector<std::byte> bytes_;
};

class Unpacker {
public:
    Unpacker(std::span<const std::byte> bytes, const std::string& name, std::string_view tag)
        : left_{bytes}, name_{name}, tag_{tag} {}

    template <class T>
    T number() {
        T value;
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
        return value;
    }
    std::string text() {
        const auto bytes = take(number<std::uint32_t>());
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }
    [[nodiscard]] bool at_end() const { return left_.empty(); }
    [[nodiscard]] std::size_t left() const { return left_.size(); }
    [[nodiscard]] Error wrong() const { return wrong_section(name_, tag_); }

private:
    std::span<const std::byte> take(std::size_t size) {
        if (size > left_.size()) throw wrong();
        const auto taken = left_.first(size);
        left_ = left_.subspan(size);
        return taken;
    }
    std::span<const std::byte> left_;
    const std::string& name_;
    std::string_view tag_;
};

void add_file(SectionWriter& writer, std::string_view tag, const SourceFile& file) {
    if (file.path.empty()) return;
    Packer packer;
    packer.put_text(file.path);
    packer.put_text(file.sha256);
    if (file.copy) packer.put_text(*file.copy);
    writer.add(tag, packer.bytes());
}

SourceFile read_file(const Sections& sections, std::string_view tag, const std::string& name) {
    const auto found = sections.find(tag);
    if (found == sections.end()) return {};
    Unpacker unpacker{found->second, name, tag};
    SourceFile file;
    file.path = unpacker.text();
    file.sha256 = unpacker.text();
    if (!unpacker.at_end()) file.copy = unpacker.text();
    if (file.path.empty() || !unpacker.at_end()) throw unpacker.wrong();
    return file;
}

TextRules read_rules(Unpacker& unpacker) {
    const auto tokens = unpacker.number<std::uint8_t>();
    const auto documents = unpacker.number<std::uint8_t>();
    if (tokens > static_cast<std::uint8_t>(Tokens::Code) ||
        documents > static_cast<std::uint8_t>(Documents::Whole))
        throw unpacker.wrong();
    return {static_cast<Tokens>(tokens), static_cast<Documents>(documents)};
}

HistoryCurve read_curve(Unpacker& unpacker) {
    HistoryCurve curve;
    curve.name = unpacker.text();
    curve.questions = unpacker.number<std::int64_t>();
    const auto count = unpacker.number<std::uint32_t>();
    if (count > unpacker.left() / (sizeof(double) + sizeof(float))) throw unpacker.wrong();
    double last = -std::numeric_limits<double>::infinity();
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto step = unpacker.number<double>();
        const auto value = unpacker.number<float>();
        if (!std::isfinite(step) || !std::isfinite(value) || step <= last) throw unpacker.wrong();
        curve.points.push_back({step, value});
        last = step;
    }
    return curve;
}

} // namespace

void add_source(SectionWriter& writer, const CorpusSource& source) {
    Packer packer;
    packer.put(static_cast<std::int32_t>(source.max_vocabulary));
    packer.put(static_cast<std::int32_t>(source.min_count));
    if (source.rules != TextRules{}) { // else the file stays one that earlier versions read
        packer.put(static_cast<std::uint8_t>(source.rules.tokens));
        packer.put(static_cast<std::uint8_t>(source.rules.documents));
    }
    writer.add("corp", packer.bytes());
    const std::array<const SourceFile*, 3> files{&source.text, &source.labels, &source.analogies};
    for (std::size_t i = 0; i < files.size(); ++i) add_file(writer, file_tags[i], *files[i]);
}

std::optional<CorpusSource> read_source(const Sections& sections, const std::string& name) {
    const auto found = sections.find("corp");
    if (found == sections.end()) return std::nullopt;
    Unpacker unpacker{found->second, name, "corp"};
    CorpusSource source;
    source.max_vocabulary = unpacker.number<std::int32_t>();
    source.min_count = unpacker.number<std::int32_t>();
    if (!unpacker.at_end()) source.rules = read_rules(unpacker);
    source.text = read_file(sections, file_tags[0], name);
    source.labels = read_file(sections, file_tags[1], name);
    source.analogies = read_file(sections, file_tags[2], name);
    if (!unpacker.at_end() || source.text.path.empty()) throw unpacker.wrong();
    return source;
}

void add_history(SectionWriter& writer, const RunHistory& history) {
    Packer packer;
    for (const HistoryCurve& curve : history.curves) {
        packer.put_text(curve.name);
        packer.put(curve.questions);
        std::vector<HistoryPoint> points;
        for (const HistoryPoint& point : curve.points)
            if (std::isfinite(point.value)) points.push_back(point);
        packer.put(static_cast<std::uint32_t>(points.size()));
        for (const HistoryPoint& point : points) packer.put(point.step), packer.put(point.value);
    }
    writer.add("hist", packer.bytes());
}

std::shared_ptr<const RunHistory> read_history(const Sections& sections, const std::string& name) {
    const auto found = sections.find("hist");
    if (found == sections.end()) return nullptr;
    Unpacker unpacker{found->second, name, "hist"};
    auto history = std::make_shared<RunHistory>();
    while (!unpacker.at_end()) history->curves.push_back(read_curve(unpacker));
    return history;
}

} // namespace wordfield::inline run
