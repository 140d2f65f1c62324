// How pages look: system fonts, one column, light and dark, print.
#pragma once

#include <string_view>

namespace pinna::report {

/// The custom properties --dark-line ... --bar and --rule are what inline_figure paints with.
inline constexpr std::string_view page_style = R"css(
:root {
  color-scheme: light dark;
  --ink: #1c1f23; --soft: #5c6670; --paper: #ffffff; --panel: #f5f7f9; --rule: #dddddd;
  --accent: #1d4f7c; --alarm: #a61b1b; --alarm-paper: #fdecec;
  --dark-line: #1d4f7c; --dark-line-faint: #b9cadb; --light-line-faint: #f6dcb2; --bar: #9bc8ec;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e4e7ea; --soft: #9aa4ae; --paper: #14171a; --panel: #1d2126; --rule: #353b42;
    --accent: #7db8ea; --alarm: #ff9b9b; --alarm-paper: #3a1a1a;
    --dark-line: #7db8ea; --dark-line-faint: #34506a; --light-line-faint: #5f4a24; --bar: #2f6591;
  }
}
@media print { :root { color-scheme: light; } details { display: block; } }
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 64rem; background: var(--paper);
  color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
}
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.3rem; margin: 2.75rem 0 .75rem; padding-top: .75rem; border-top: 1px solid var(--rule); }
h3 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; }
p { max-width: 46rem; margin: .5rem 0; }
.subtitle, figcaption, .note { color: var(--soft); font-size: .9rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: .75rem; margin: 1.25rem 0; }
.tile { background: var(--panel); border-radius: .5rem; padding: .9rem 1.1rem; }
.tile b { display: block; font-size: 1.75rem; line-height: 1.2; font-weight: 650; color: var(--accent); font-variant-numeric: tabular-nums; }
.tile span { display: block; font-size: .85rem; color: var(--soft); }
.tile .name { color: var(--ink); font-weight: 600; }
.alarm { background: var(--alarm-paper); color: var(--alarm); border-left: 4px solid var(--alarm); padding: .75rem 1rem; margin: 1rem 0; font-weight: 600; }
.scroll { overflow-x: auto; margin: .75rem 0; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { padding: .32rem .9rem .32rem 0; text-align: left; border-bottom: 1px solid var(--rule); vertical-align: middle; }
th { color: var(--soft); font-weight: 600; vertical-align: bottom; }
th.number, td.number { text-align: right; padding-left: .4rem; }
tbody tr:last-child td { border-bottom: 0; }
figure { margin: 1.25rem 0; }
figure svg { width: 100%; height: auto; display: block; }
figure svg text { font-family: "DejaVu Sans", Verdana, system-ui, sans-serif; }
figcaption { margin-top: .4rem; max-width: 46rem; }
.missing { color: var(--alarm); }
details { margin: .75rem 0; }
summary { cursor: pointer; color: var(--accent); font-weight: 600; }
pre { background: var(--panel); border-radius: .5rem; padding: .9rem 1.1rem; overflow-x: auto; font-size: .83rem; line-height: 1.45; }
a { color: var(--accent); }
.exhibit { display: grid; grid-template-columns: minmax(0, 3fr) minmax(15rem, 2fr); gap: 1.25rem; align-items: start; }
.exhibit img { width: 100%; height: auto; display: block; border-radius: .25rem; }
.error { break-inside: avoid; }
@media (max-width: 45rem) { .exhibit { grid-template-columns: 1fr; } }
audio { height: 2rem; width: 15rem; display: block; }
)css";

}  // namespace pinna::report
