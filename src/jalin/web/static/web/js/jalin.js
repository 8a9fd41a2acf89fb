/* Everything here only adds to pages that work without it. */
import { suggest } from './suggest.js';
import { benchKeys } from './bench.js';

for (const box of document.querySelectorAll('[data-suggest]')) suggest(box);
benchKeys();

/* Menus close when one looks elsewhere, and give the focus back. */
document.addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll('details.menu[open]'))
    if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  const menu = event.target.closest?.('details.menu[open]');
  if (menu) { menu.open = false; menu.querySelector('summary').focus(); }
});

/* Narrow screens: what narrows a list is folded away at first. */
for (const box of document.querySelectorAll('.facet-box'))
  if (matchMedia('(max-width: 60rem)').matches) box.open = false;

/* Lists that sort as soon as one chooses; their button is for those without scripts. */
for (const select of document.querySelectorAll('select[data-submit]')) {
  select.addEventListener('change', () => select.form.requestSubmit());
  select.form.querySelector('[data-no-script]')?.setAttribute('hidden', '');
}

/* Copy a citation or an address. */
document.addEventListener('click', async (event) => {
  const button = event.target.closest?.('[data-copy]');
  if (!button) return;
  const text = document.getElementById(button.dataset.copy).textContent.trim();
  try {
    await navigator.clipboard.writeText(text);
  } catch { return; }
  const before = button.textContent;
  button.textContent = button.dataset.done;
  setTimeout(() => { button.textContent = before; }, 2000);
});
for (const button of document.querySelectorAll('[data-copy]')) button.hidden = !navigator.clipboard;

/* A form is sent once, and says that it works. */
document.addEventListener('submit', (event) => {
  const button = event.submitter;
  if (!button?.dataset.busy) return;
  button.textContent = button.dataset.busy;
  button.setAttribute('aria-disabled', 'true');
  event.target.addEventListener('submit', (again) => again.preventDefault());
});
