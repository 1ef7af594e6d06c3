/** How sure: a radio button for each number, named by its words too. */
function scaleView(question, scale) {
  const texts = scale.map((words, i) => `${i + 1}: ${words}`);
  const { inputs, node } = choices(
    'radio',
    texts,
    texts.map((_, i) => String(i + 1))
  );
  return {
    node: element('fieldset', {}, element('legend', {}, question), node),
    read: () => Number(inputs.find(input => input.checked)?.value) || null,
    fill: answer => inputs.forEach(input => (input.checked = input.value === String(answer)))
  };
}

/** A field of text under its question. */
function textView(question, tag, attributes) {
  const input = control(tag, attributes);
  const node = field(question, input);
  return {
    node,
    input,
    read: () => input.value,
    fill: answer => (input.value = String(answer ?? ''))
  };
}

function parts(model) {
  const asked = model.get('questions');
  return {
    sure: scaleView(asked.sure, model.get('scale')),
    unclear: textView(asked.unclear, 'textarea', { rows: 2 }),
    minutes: textView(asked.minutes, 'input', { type: 'text', inputmode: 'numeric' }),
    free: textView(asked.free, 'textarea', { rows: 2 }),
    ...(model.get('offers_sharing') ? { share: shareView() } : {})
  };
}

function render({ model, el }) {
  const titleId = freshId('title');
  const { root, notice } = frame('checkin', { role: 'group', 'aria-labelledby': titleId });
  const status = element('p', { class: 'ownpace-saved', role: 'status', id: freshId('status') });
  const views = parts(model);
  views.minutes.input.setAttribute('aria-describedby', status.id);
  // What was last drawn, and last sent, by name: anything else in a field is being typed.
  const shown = {};
  const sent = {};
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  // Only what was changed here is sent, so that another tab's answers stay.
  const save = event => {
    event.preventDefault();
    const answers = Object.entries(views)
      .map(([name, view]) => [name, view.read()])
      .filter(([name, answer]) => !same(answer, shown[name]));
    if (answers.length) {
      Object.assign(sent, Object.fromEntries(answers));
      status.textContent = 'Saving…';
      model.send(Object.fromEntries(answers));
    } else {
      status.textContent = said();
    }
  };
  const said = () => {
    const at = model.get('saved_at');
    const first = model.get('answers').sure ? '' : 'Say how sure you are; the rest is optional.';
    return (
      Object.values(model.get('refused')).join(' ') || (at ? `Saved ${moment(at)}. ` : '') + first
    );
  };
  const show = () => {
    const refused = model.get('refused');
    for (const [name, view] of Object.entries(views)) {
      const [known, now] = [name in shown, view.read()];
      if (!known || same(now, shown[name]) || (same(now, sent[name]) && !(name in refused))) {
        view.fill(model.get('answers')[name]);
        shown[name] = view.read();
      }
    }
    views.minutes.input.setAttribute('aria-invalid', String('minutes' in refused));
    status.textContent = said();
    notice.textContent = model.get('notice');
  };

  root.append(
    element('p', { id: titleId, class: 'ownpace-title' }, ...prose(model.get('title'))),
    notice,
    element(
      'form',
      { submit: save, change: save, novalidate: true },
      ...Object.values(views).map(view => view.node),
      element(
        'div',
        { class: 'ownpace-actions' },
        control('button', { type: 'submit' }, 'Save'),
        status
      )
    ),
    ...othersView(model.get('others'), model.get('questions'))
  );
  el.append(root);
  watchKernel(model, words => {
    notice.textContent = words;
  });
  return follow(model, show);
}

export default { render };
