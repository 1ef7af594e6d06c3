/** The leave to show open answers to the class. */
function shareView() {
  const { inputs, node } = choices('checkbox', [
    'The class may read what I wrote, without my name, after this module has closed'
  ]);
  return {
    node,
    read: () => inputs[0].checked,
    fill: answer => (inputs[0].checked = answer === true)
  };
}

/** What others of the class wrote, by question; there is nothing before the module has closed. */
function othersView(others, questions) {
  const asked = Object.keys(questions).filter(name => others[name]?.length);
  return asked.map(name => {
    const heading = `What others wrote (${others[name].length}): ${plain(questions[name])}`;
    const items = others[name].map(text =>
      element('li', {}, element('p', { class: 'ownpace-words' }, text))
    );
    return element(
      'details',
      { class: 'ownpace-others' },
      control('summary', {}, heading),
      element('ul', {}, ...items)
    );
  });
}
