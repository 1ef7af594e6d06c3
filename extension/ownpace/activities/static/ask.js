// The course panel listens for this, sends what is on disk, and calls `done`. Whoever takes care of
// it prevents the default; elsewhere the question waits for the next hand-in.
const ASKED = 'ownpace-asked';

function render({ model, el }) {
  const id = freshId('question');
  const statusId = freshId('status');
  const { root, notice } = frame('ask');
  const list = element('ul', { class: 'ownpace-asked' });
  const status = element('p', { class: 'ownpace-saved', role: 'status', id: statusId });
  const area = control('textarea', { id, rows: 3, 'aria-describedby': statusId });
  const button = control('button', { type: 'submit' }, 'Ask');
  let sending = null;

  const ask = event => {
    event.preventDefault();
    status.textContent = 'Saving…';
    sending = area.value;
    model.send({ text: area.value });
  };
  const send = () => {
    const done = () => model.send({ look: true });
    const event = new CustomEvent(ASKED, { cancelable: true, detail: { done } });
    return !document.dispatchEvent(event);
  };
  const draw = () => {
    const asked = model.get('asked');
    list.replaceChildren(...asked.map(item));
    notice.textContent = model.get('notice');
    const last = asked.at(-1);
    status.textContent = model.get('refused') || (last ? last.fate : '');
    const isTaken = sending !== null && !model.get('refused');
    if (isTaken && area.value === sending) {
      area.value = '';
    }
    if (isTaken && send()) {
      status.textContent = 'Saved. Sending…';
    }
    sending = null;
  };

  root.append(
    element('label', { for: id, class: 'ownpace-title' }, model.get('title')),
    notice,
    list,
    element(
      'form',
      { submit: ask },
      area,
      element('div', { class: 'ownpace-actions' }, button, status)
    )
  );
  el.append(root);
  const stop = follow(model, draw);
  watchKernel(model, words => {
    notice.textContent = words;
  });
  return stop;
}

/** One question with what became of it. */
function item({ text, fate, reply }) {
  const parts = [
    element('p', { class: 'ownpace-words' }, text),
    element('p', { class: 'ownpace-saved' }, fate)
  ];
  if (reply) {
    parts.push(element('blockquote', {}, element('p', { class: 'ownpace-words' }, reply)));
  }
  return element('li', {}, ...parts);
}

export default { render };
