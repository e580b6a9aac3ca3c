"""The focus in the browser: given to what has just been drawn, and never taken from whoever is typing."""

GIVE = """
// Give the focus to the first visible element of these as soon as it is drawn. Something else that has it
// keeps it, but what has it may be on its way out: so for two seconds it is looked again.
function give(selector, tries = 40) {
  const has = document.activeElement;
  if (has?.closest("input, textarea")) return;
  const found = [...document.querySelectorAll(selector)].find((one) => one.offsetParent);
  if (found && has === document.body) found.focus({ preventScroll: true });
  else if (found !== has && tries) setTimeout(give, 50, selector, tries - 1);
}
"""
RESTING = """
// Return a controller whose signal is aborted as soon as somebody scrolls, types or clicks.
function resting() {
  const rest = new AbortController();
  for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"])
    addEventListener(kind, () => rest.abort(), { capture: true, signal: rest.signal });
  return rest;
}
"""
