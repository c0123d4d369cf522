// SPDX-License-Identifier: MIT
#include "app/ui/plot_menu.hpp"

#include "app/ui/context_menu.hpp"

namespace wordfield::app {

std::string curves_as_lines(const Plot& plot) {
    std::string lines = "curve\tstep\tvalue\n";
    for (const PlotCurve& curve : plot.curves)
        for (const HistoryPoint& point : curve.points)
            lines += format("%s\t%.0f\t%.6g\n", curve.name, point.step, static_cast<double>(point.value));
    return lines;
}

std::string last_values(const Plot& plot) {
    std::string values;
    for (const PlotCurve& curve : plot.curves)
        if (!curve.points.empty())
            values += format("%s%s %.4g", values.empty() ? "" : ", ", curve.name,
                             static_cast<double>(curve.points.back().value));
    return values;
}

void plot_menu(Ui& ui, const char* id, const Plot& plot) {
    if (!begin_context_menu(ui, id)) return;
    if (const std::string values = last_values(plot); !values.empty())
        copy_item(ui, ("Copy " + values).c_str(), [&] { return values; });
    copy_item(ui, "Copy the curves as TSV", [&] { return curves_as_lines(plot); });
    end_context_menu();
}

} // namespace wordfield::app
