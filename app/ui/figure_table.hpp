// SPDX-License-Identifier: MIT
// A table of figures with small bars, a line a thing; a click on a column's name sorts by it. Made once,
// drawn every frame.
#pragma once

#include "app/ui/ui.hpp"

#include <optional>
#include <string>
#include <vector>

namespace wordfield::app {

struct FigureColumn {
    std::string name;
    std::string explanation; ///< on hover, a sentence or two
    bool bar = true;         ///< from 0 to 1, beside the figure
    bool good = true;        ///< whether a long bar is good news
};

struct FigureCell {
    std::string words;            ///< "0.43 ± 0.12"
    double value = 0.0;           ///< that is sorted by, and where the bar ends
    double spread = 0.0;          ///< drawn as a whisker around that; 0 for none
    std::optional<double> mark{}; ///< a tick on the bar: what chance gives
};

struct FigureRow {
    std::string name;
    std::vector<FigureCell> cells; ///< as many as there are columns
    std::string explanation;       ///< on hover
};

class FigureTable {
public:
    FigureTable() = default;
    /// `name` is that of the column of names. Rows come in this order until somebody sorts.
    FigureTable(std::string name, std::vector<FigureColumn> columns, std::vector<FigureRow> rows);

    /// Other rows of the same columns, sorted as the ones before.
    void show(std::vector<FigureRow> rows);
    [[nodiscard]] bool empty() const { return rows_.empty(); }

    /// What the mouse does with a row, by its place in what was given.
    struct Touched {
        std::optional<std::size_t> clicked, hovered;
    };
    /// In what room there is, at most `height` px. `chosen` is lit, and scrolled to when it becomes another
    /// one.
    Touched draw(Ui& ui, const char* id, float height, std::optional<std::size_t> chosen);

private:
    struct Places;
    [[nodiscard]] Places places(const Ui& ui) const;
    void names(Ui& ui, const char* id, const Places& places);
    void sort_by(int column);
    void sort();
    void scroll_to(std::size_t row, float line);
    void line(Ui& ui, const Places& places, const FigureRow& row, bool lit) const;

    static constexpr int by_name = -1, as_given = -2;

    std::string name_;
    std::vector<FigureColumn> columns_;
    std::vector<FigureRow> rows_;
    std::vector<std::size_t> order_;
    int sorted_by_ = as_given; ///< a column
    bool descending_ = false;
    std::optional<std::size_t> followed_; ///< the chosen row that was scrolled to
};

} // namespace wordfield::app
