/* Titles and names that begin as one types: an editable combobox with a list (WAI-ARIA practices). */
let serial = 0;

export function suggest(box) {
  const input = box.querySelector('input');
  const list = document.createElement('ul');
  list.className = 'options';
  list.id = `options-${serial += 1}`;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', input.getAttribute('aria-label') || input.labels?.[0]?.textContent || '');
  list.hidden = true;
  box.append(list);
  for (const [name, value] of Object.entries({
    role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id,
  })) input.setAttribute(name, value);

  let chosen = -1;
  let timer = 0;
  let asked = '';

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const choose = (index) => {
    chosen = index;
    [...list.children].forEach((option, at) => option.setAttribute('aria-selected', String(at === index)));
    if (index < 0) input.removeAttribute('aria-activedescendant');
    else {
      input.setAttribute('aria-activedescendant', list.children[index].id);
      list.children[index].scrollIntoView({ block: 'nearest' });
    }
  };
  const take = (option) => {
    input.value = option.textContent;
    close();
    input.form.requestSubmit();
  };
  const show = (texts) => {
    list.replaceChildren(...texts.map((text, at) => {
      const option = document.createElement('li');
      option.id = `${list.id}-${at}`;
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
      option.dir = 'auto';
      option.textContent = text;
      option.addEventListener('mousedown', (event) => { event.preventDefault(); take(option); });
      return option;
    }));
    chosen = -1;
    list.hidden = texts.length === 0;
    input.setAttribute('aria-expanded', String(texts.length > 0));
  };
  const ask = async () => {
    const text = input.value.trim();
    asked = text;
    if (text.length < 2) { close(); return; }
    try {
      const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(text)}`);
      const { suggestions } = await answer.json();
      if (asked === text && document.activeElement === input) show(suggestions);
    } catch { close(); }
  };

  input.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, 120); });
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const count = list.children.length;
    if (event.key === 'Tab') close();
    else if (list.hidden) {
      if (event.key !== 'ArrowDown' || input.value.trim().length < 2) return;
      event.preventDefault();
      ask();
      return;
    }
    // Beyond the last suggestion, and before the first, one is back in what one typed.
    if (event.key === 'ArrowDown') choose(chosen + 1 < count ? chosen + 1 : -1);
    else if (event.key === 'ArrowUp') choose(chosen < 0 ? count - 1 : chosen - 1);
    else if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && chosen >= 0) take(list.children[chosen]);
    else { if (chosen >= 0 && event.key.length > 1) choose(-1); return; }
    event.preventDefault();
  });
}
