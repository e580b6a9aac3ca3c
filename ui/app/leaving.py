"""Leaving the pane that shows an article: Escape closes it, and the focus goes back to what had opened it."""

from ui.app.focus import GIVE

JS = (
    GIVE
    + """
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
    if (root.opener) give(`.st-key-${CSS.escape(root.opener)} button`);
  });
}
"""
)
