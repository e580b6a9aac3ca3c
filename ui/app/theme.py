"""How the app looks: Streamlit's theme options, light and dark; the reader's system chooses which is shown.

Every pair of colours that meet on screen keeps WCAG 2.1's contrast (AA): 4.5 for words, 3 for the edges of
what can be worked. Fonts are the ones that Streamlit ships, so nothing is asked of another machine.
"""

from typing import Any

# Paper and ink: one accent, a blue that reads as a link on either ground.
_LIGHT = {
    "primaryColor": "#1a5a8a",
    "backgroundColor": "#ffffff",
    "secondaryBackgroundColor": "#f5f4f1",
    "textColor": "#13161a",
    "linkColor": "#1a5a8a",
    "borderColor": "#8b8780",
    "dataframeBorderColor": "#dcd9d3",
    "dataframeHeaderBackgroundColor": "#f5f4f1",
    "dataframeHeaderTextColor": "#4a4d52",
    "grayTextColor": "#5a5650",
    "redColor": "#b3343f",
    "redBackgroundColor": "#fff1f2",
    "redTextColor": "#9e303b",
    "orangeColor": "#b04a12",
    "orangeBackgroundColor": "#fff6ed",
    "yellowTextColor": "#765200",
    "orangeTextColor": "#8f3d12",
    "greenTextColor": "#0c5a44",
    "chartCategoricalColors": ["#1a5a8a", "#b3541e", "#4a7536", "#7a4d8b", "#8a6d1d", "#2f7574", "#a03a4a"],
}
_DARK = {
    "primaryColor": "#3179b5",
    "backgroundColor": "#15171a",
    "secondaryBackgroundColor": "#22252a",
    "textColor": "#ebe9e5",
    "linkColor": "#8cc0e8",
    "borderColor": "#787d85",
    "dataframeBorderColor": "#393d43",
    "dataframeHeaderBackgroundColor": "#22252a",
    "dataframeHeaderTextColor": "#c4c3c0",
    "grayTextColor": "#b9b6b0",
    "chartCategoricalColors": ["#7fb6e0", "#e0986a", "#9cc487", "#c39bd3", "#d9bf6b", "#7cc4c2", "#e58f9b"],
}
_BOTH = {
    "font": "sans-serif",
    "headingFont": "serif",
    "headingFontSizes": ["2rem", "1.5rem", "1.25rem", "1.125rem", "1rem", "1rem"],
    "headingFontWeights": [600],
    "baseRadius": "0.375rem",
    "linkUnderline": True,
    "paddingTop": "1.5rem",
    "paddingBottom": "4rem",
}

# What the options do not reach. ``--page`` is the ground, for what lies over a page in a narrow window;
# ``--ink`` are the words of charts, which turn with the system like all else; ``--link`` those of a button
# under the mouse or with the focus. The focus is outlined in the colour of the words, so that it shows on any
# ground, and what is chosen of several is written in it: the accent falls short in the dark. Lines stay short
# enough to read on the widest screen; a narrow window's menu says that it is one.
FRAME = (
    f"""<style>
:root {{ --page: {_LIGHT["backgroundColor"]}; --ink: {_LIGHT["grayTextColor"]};
  --link: {_LIGHT["linkColor"]}; }}
@media (prefers-color-scheme: dark) {{
  :root {{ --page: {_DARK["backgroundColor"]}; --ink: {_DARK["grayTextColor"]};
    --link: {_DARK["linkColor"]}; }} }}
</style><style>"""
    + """
.stApp :is(button, a, summary, [role="tab"], [role="button"], [tabindex="0"]:not(input)):focus-visible {
  outline: 2px solid currentColor; outline-offset: 2px; box-shadow: none; }
.stApp [data-testid^="stBaseButton-secondary"]:is(:hover, :focus),
.stApp [data-testid="stBaseButton-tertiary"]:is(:hover, :focus) { color: var(--link);
  border-color: var(--link); }
.stApp button[data-selected="true"], .stApp button[data-selected="true"] p { color: inherit !important;
  font-weight: 600; }
button:is([data-testid="stTooltipHoverTarget"] > *, [data-testid="stDateInputCalendarButton"],
  [data-testid="stTextInputClearButton"], [role="dialog"] [aria-label="Close"]) {
  min-width: 24px; min-height: 24px; }
[data-testid="stTooltipHoverTarget"] > button[aria-label^="Help"] { margin: -4px; }
.stVegaLiteChart svg text { fill: var(--ink); }
.stMainBlockContainer { max-width: 84rem; margin-inline: auto; }
@media (min-width: 768px) { /* what a page before left empty; in a narrow window it holds the menu */
  [data-testid="stSidebar"]:has([data-testid="stSidebarUserContent"] [data-testid="stVerticalBlock"]:empty) {
    display: none; } }
/* An article that is open beside what cites it stays in view; in a narrow window, or a low one, it lies over
   all else, and what stands below the page takes less room. */
[data-testid="stColumn"]:has([class*="-reading"]) { position: sticky; top: 4rem; align-self: flex-start; }
[class*="-reading"] h2 { font-size: 1.2rem; padding: 0; overflow-wrap: anywhere; }
@media (max-width: 640px), (max-height: 500px) {
  [data-testid="stColumn"]:has([class*="-reading"]) { position: fixed; inset: auto 0 0 auto; z-index: 100;
    width: 100vw; max-width: none; max-height: 65vh; overflow-y: auto; padding: 0 1rem;
    background: var(--page); border-top: 1px solid; }
  [class*="-reading"] :is([class*="-close"], div:has(> [class*="-close"])) { position: sticky; top: 0;
    z-index: 1; padding: .25rem 0; background: var(--page); }
  [data-testid="stBottomBlockContainer"] { padding-block: .5rem 1rem; } }
@media (min-width: 641px) and (max-height: 500px) {
  [data-testid="stColumn"]:has([class*="-reading"]) { inset: 3.75rem 0 auto auto; width: 55vw;
    height: calc(100dvh - 3.75rem); max-height: none; border-left: 1px solid; } }
@media (max-height: 300px) { /* at 400 %: nothing would be seen between what stays in view above and below */
  [data-testid="stBottom"] { position: static; } }
[class*="st-key-unseen-"] { position: absolute; } /* parts that only work, so that they make no gap */
[data-testid="stExpandSidebarButton"]::after { content: "Menu"; padding-left: .25rem; }
</style>"""
)


def options() -> dict[str, Any]:
    """Return Streamlit's options for the theme, by their dotted names."""
    tables: dict[str, dict[str, Any]] = {"theme": _BOTH, "theme.light": _LIGHT, "theme.dark": _DARK}
    return {f"{table}.{name}": value for table, values in tables.items() for name, value in values.items()}
