// SPDX-License-Identifier: MIT
#include "app/shell/map_files.hpp"

#include "app/map/map_file.hpp"
#include "app/shell/atlas_table.hpp"
#include "app/shell/page.hpp"
#include "app/shell/poster_png.hpp"
#include "app/shell/report.hpp"
#include "app/story/history.hpp"
#include "model/core/error.hpp"
#include "model/core/number_text.hpp"
#include "model/core/output_file.hpp"
#include "model/core/thread_pool.hpp"

namespace wordfield::app {
namespace {

// RFC 4180.
std::string csv_field(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? "\"\"" : std::string{c};
    return quoted + "\"";
}

void add_curve(std::string& table, const std::string& name, const Curve& curve) {
    for (const HistoryPoint& point : curve.points())
        table += csv_field(name) + format(",%.0f,%.9g\n", point.step, static_cast<double>(point.value));
}

} // namespace

std::string layout_csv(const Frame& frame) {
    const Layout& layout = *frame.layout;
    const Lexicon& lexicon = frame.corpus().lexicon;
    const bool deep = layout.config.dims == 3;
    std::string table = deep ? "word,x,y,z,count,category\n" : "word,x,y,count,category\n";
    const ShownWords shown = shown_on(layout);
    for (std::size_t i = 0; i < shown.words.size(); ++i) {
        const TokenId id = shown.words[i];
        const int category = lexicon.category.empty() ? -1 : lexicon.category[id];
        table += csv_field(lexicon.vocabulary.word(id));
        for (int axis = 0; axis < (deep ? 3 : 2); ++axis)
            table += format(",%.9g", static_cast<double>(shown.places(static_cast<Index>(i), axis)));
        table += format(",%lld,", static_cast<long long>(lexicon.vocabulary.count(id))) +
                 (category < 0 ? std::string{} : csv_field(lexicon.categories[category])) + "\n";
    }
    return table;
}

std::string metrics_csv(const History& history) {
    std::string table = "curve,step,value\n";
    add_curve(table, "training loss", history.train_loss);
    add_curve(table, "held-out loss", history.heldout_loss);
    add_curve(table, "neighbour purity@10", history.purity);
    for (const RelationCurve& relation : history.relations)
        add_curve(table, "analogies: " + relation.name, relation.accuracy);
    return table;
}

void write_map_file(const std::filesystem::path& path, const Ui& ui, const Workbench& bench,
                    std::optional<int> scale) {
    const MapFileKind* const kind = map_file_kind(path);
    if (kind == nullptr)
        throw Error{path.string(), "is no file of a map", "choose one of the endings listed"};
    const Frame& frame = bench.shown();
    if (!frame.moment || !frame.layout)
        throw Error{path.string(), "there is no map to draw", "train some steps more"};
    switch (kind->kind) {
    case MapFile::Document:
    case MapFile::Picture:
        return write_poster(path, ui, *bench.poster(), kind->kind == MapFile::Picture, scale);
    case MapFile::Page:
        return write_file(path, page_html(*page_of(frame, ui.theme.dark)));
    case MapFile::Places:
        return write_file(path, layout_csv(frame));
    case MapFile::Atlas: {
        ThreadPool pool{frame.moment->train.threads};
        return write_atlas(path, *frame.moment, *frame.layout, pool);
    }
    case MapFile::Curves:
        return write_file(path, metrics_csv(*frame.history));
    case MapFile::Report:
        return write_file(path, report_json(*bench.status(), *bench.newest_layout(), bench.history().motion));
    }
}

} // namespace wordfield::app
