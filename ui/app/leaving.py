"""Leaving the pane that shows an article: Escape closes it, and the focus goes back to what had opened it."""

JS = """
// Returns what is to be called once the pane is taken away. ``close`` (or nothing) takes it away.
function leaving(root, opener, close) {
  root.opener = opener;
  root.close = close;
  if (!root.escape) {
    const busy = 'input, textarea, [contenteditable], [role="dialog"], [role="listbox"], [role="grid"]';
    root.escape = (event) => {
      if (event.key !== "Escape" || event.defaultPrevented || !root.close || !root.isConnected) return;
      const [target] = event.composedPath();  // what else is open, or typed into, hears of it first
      if (target.closest?.(busy) || document.querySelector('[role="dialog"]')) return;
      globalThis.datelineKeep?.(root.opener);
      root.close();
    };
    document.addEventListener("keydown", root.escape);
  }
  return () => setTimeout(() => {
    if (root.isConnected) return;  // it was only drawn again
    document.removeEventListener("keydown", root.escape);
    giveBack(root.opener);
  });
}

// Give the focus to the button with this key as soon as it is drawn, unless something else has taken it.
function giveBack(key, tries = 30) {
  if (!key || document.activeElement?.closest("input, textarea")) return;
  const found = [...document.querySelectorAll(".st-key-" + CSS.escape(key) + " button")];
  const button = found.find((one) => one.offsetParent);
  if (button && document.activeElement === document.body) button.focus({ preventScroll: true });
  else if (document.activeElement !== button && tries) setTimeout(giveBack, 50, key, tries - 1);
}
"""
