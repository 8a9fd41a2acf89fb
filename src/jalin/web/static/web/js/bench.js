/* The bench by keyboard: a button with data-key is pressed by that key, when nobody is typing. */
export function benchKeys() {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest?.('input, select, textarea, [contenteditable]')) return;
    // The place on the keyboard counts, so that S is S on a Cyrillic layout too.
    const key = event.code.startsWith('Key') ? event.code.slice(3) : event.key.toUpperCase();
    const button = document.querySelector(`[data-key="${CSS.escape(key)}"]:not([disabled])`);
    if (button) { event.preventDefault(); button.click(); }
  });
}
