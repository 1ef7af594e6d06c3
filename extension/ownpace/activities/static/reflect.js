function render({ model, el }) {
  const id = freshId('reflection');
  const statusId = freshId('status');
  const margin = model.get('margin');
  const about = margin ? 'It saves itself when you leave it, and is part of what you hand in.' : '';
  const { root, notice } = frame(margin ? 'note' : 'reflect');
  const status = element('p', { class: 'ownpace-saved', role: 'status', id: statusId });
  const area = control('textarea', { id, rows: 4, 'aria-describedby': statusId });
  const button = control('button', { type: 'submit' }, 'Save');
  const leave = model.get('offers_sharing') ? shareView() : null;
  let known = model.get('text');

  const save = event => {
    event.preventDefault();
    status.textContent = 'Saving…';
    model.send({ text: area.value, ...(leave ? { share: leave.read() } : {}) });
  };
  const saveOnLeaving = event => {
    if (margin && area.value !== model.get('text')) {
      save(event);
    }
  };
  const saveByKey = event => {
    if (event.key === 's' && (event.ctrlKey || event.metaKey)) {
      save(event);
    }
  };
  const isSaved = () =>
    area.value === model.get('text') && (!leave || leave.read() === model.get('share'));
  const typing = () => {
    status.textContent = isSaved() ? saved() : 'Not saved yet';
  };
  const saved = () => {
    const at = model.get('saved_at');
    return at && model.get('text') ? `Saved ${moment(at)}` : '';
  };
  const show = () => {
    if (!model.get('refused')) {
      leave?.fill(model.get('share'));
    }
    status.textContent = model.get('refused') || saved() || about;
    notice.textContent = model.get('notice');
  };
  // Another view of this cell saved something: take it over, unless words here would be lost.
  const takeOver = () => {
    if (area.value === known) {
      area.value = model.get('text');
    }
    known = model.get('text');
  };

  area.value = known;
  root.append(
    element('label', { for: id, class: 'ownpace-title' }, ...prose(model.get('prompt'))),
    notice,
    element(
      'form',
      { submit: save, keydown: saveByKey, input: typing, change: saveOnLeaving },
      area,
      ...(leave ? [leave.node] : []),
      element('div', { class: 'ownpace-actions' }, button, status)
    ),
    ...othersView(model.get('others'), { text: model.get('prompt') })
  );
  el.append(root);
  model.on('change:text', takeOver);
  const stop = follow(model, show);
  watchKernel(model, words => {
    notice.textContent = words;
    typing();
  });
  return () => {
    model.off('change:text', takeOver);
    stop();
  };
}

export default { render };
