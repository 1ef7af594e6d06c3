function render({ model, el }) {
  const { root, notice } = frame('checklist');
  const status = element('p', { class: 'ownpace-saved', role: 'status', id: freshId('status') });
  const items = model.get('items');
  const { inputs, node } = choices('checkbox', items);
  let gone = false;

  const tick = event => {
    event.stopPropagation();
    status.textContent = gone ? 'Not saved' : 'Saving…';
    model.send({ item: event.target.value, ticked: event.target.checked });
  };
  const show = () => {
    const ticked = model.get('ticked');
    const at = model.get('saved_at');
    inputs.forEach(input => {
      input.checked = ticked.includes(input.value);
    });
    status.textContent =
      `${ticked.length} of ${items.length} done` + (at ? ` · saved ${moment(at)}` : '');
    notice.textContent = model.get('notice');
  };

  root.append(
    element(
      'fieldset',
      { change: tick, 'aria-describedby': status.id },
      element('legend', { class: 'ownpace-title' }, ...prose(model.get('title'))),
      notice,
      node
    ),
    status
  );
  el.append(root);
  watchKernel(model, words => {
    gone = true;
    notice.textContent = words;
  });
  return follow(model, show);
}

export default { render };
