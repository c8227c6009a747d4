/** The style of the page, light and dark. Elements with their own color set `--hue`. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --back: #fdfdfc; --text: #1c1e21; --quiet: #63676d; --line: #dfe1e4;
  --saturation: 48%; --lightness: 78%; --gray: #d3d6da; --group: #eceef0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #16181b; --text: #e8e9eb; --quiet: #9ba0a7; --line: #34383d;
    --saturation: 32%; --lightness: 33%; --gray: #42474d; --group: #24272b;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1240px; padding: 24px 20px 60px; background: var(--back); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 22px; margin: 0 0 2px; overflow-wrap: anywhere; }
h2 { font-size: 17px; margin: 34px 0 8px; }
p, dd { margin: 0; }
.quiet { color: var(--quiet); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 18px; margin: 14px 0 0; }
dt { color: var(--quiet); }
dd { overflow-wrap: anywhere; }
.view { position: absolute; opacity: 0; }
.tabs { display: flex; gap: 8px; margin: 26px 0 10px; }
.tabs label { padding: 4px 14px; border: 1px solid var(--line); border-radius: 6px; cursor: pointer; }
#by-package:checked ~ .tabs [for="by-package"], #by-construct:checked ~ .tabs [for="by-construct"] { background: var(--text); color: var(--back); border-color: var(--text); }
#by-package:focus-visible ~ .tabs [for="by-package"], #by-construct:focus-visible ~ .tabs [for="by-construct"] { outline: 2px solid #4c8dff; outline-offset: 2px; }
.of-constructs, #by-construct:checked ~ .of-packages { display: none; }
#by-construct:checked ~ .of-constructs { display: block; }
.map { display: block; width: 100%; height: auto; }
.map rect { fill: hsl(var(--hue) var(--saturation) var(--lightness)); }
.map .gray rect { fill: var(--gray); }
.map .group > rect, .map .group.gray > rect { fill: var(--group); }
.map .block:hover rect { stroke: var(--text); stroke-width: 2; }
.map text { fill: var(--text); font: 12px system-ui, sans-serif; pointer-events: none; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th { text-align: left; color: var(--quiet); font-weight: normal; }
th, td { padding: 3px 14px 3px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
code { font: 13px ui-monospace, monospace; overflow-wrap: anywhere; }
summary { cursor: pointer; margin-top: 10px; color: var(--quiet); }
`;
