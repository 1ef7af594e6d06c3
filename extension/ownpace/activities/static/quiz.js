/** The controls of each kind of question: how to draw them, read them and fill them in. */
const KINDS = {
  single: choices('radio', inputs => inputs.find(input => input.checked)?.value ?? null),
  multiple: choices('checkbox', inputs => inputs.filter(i => i.checked).map(i => i.value)),
  number: {
    draw(question) {
      const id = freshId('number');
      const label = question.unit ? `Your answer, in ${question.unit}` : 'Your answer';
      return element(
        'div',
        { class: 'ownpace-number' },
        element('label', { for: id }, label),
        control('input', { id, type: 'text', inputmode: 'decimal', autocomplete: 'off' })
      );
    },
    read: inputs => inputs[0].value,
    fill: (inputs, given) => {
      inputs[0].value = given;
    }
  }
};

function choices(type, read) {
  return {
    draw(question) {
      const name = freshId('options');
      const options = question.options.map(text =>
        element(
          'label',
          {},
          control('input', { type, name, value: text }),
          element('span', {}, ...prose(text))
        )
      );
      return element('div', { class: 'ownpace-options' }, ...options);
    },
    read,
    fill: (inputs, given) => {
      inputs.forEach(input => {
        input.checked = [given].flat().includes(input.value);
      });
    }
  };
}

/** What was said about an answer, in words first: colour and mark only repeat them. */
function said(state) {
  const notes = state.notes.map(note =>
    element('li', {}, element('q', {}, ...prose(note.option)), ': ', ...prose(note.why))
  );
  const lead = state.lead ? [element('strong', {}, state.lead), ' '] : [];
  return [
    element('p', {}, ...lead, ...prose(state.message)),
    ...(notes.length ? [element('ul', {}, ...notes)] : []),
    ...(state.hint
      ? [element('p', {}, element('strong', {}, 'Hint.'), ' ', ...prose(state.hint))]
      : [])
  ];
}

/** One question: `show` draws its state without rebuilding it, so that the focus stays. */
function questionView(question, position, send) {
  const kind = KINDS[question.kind];
  const controls = kind.draw(question);
  const inputs = [...controls.querySelectorAll('input')];
  const feedback = element('div', { class: 'ownpace-said', role: 'status', id: freshId('said') });
  const button = control('button', { type: 'submit' }, 'Check');
  let last = '';

  const say = (outcome, ...content) => {
    feedback.dataset.outcome = outcome;
    feedback.replaceChildren(...content);
    button.textContent = outcome === 'wrong' ? 'Check again' : 'Check';
    button.setAttribute('aria-disabled', String(outcome === 'right' || outcome === 'waiting'));
  };
  const submit = event => {
    event.preventDefault();
    if (button.getAttribute('aria-disabled') !== 'true') {
      say('waiting', element('p', {}, 'Checking…'));
      send(kind.read(inputs));
    }
  };
  const show = state => {
    const fresh = JSON.stringify(state);
    const waiting = feedback.dataset.outcome === 'waiting';
    if (!state || (fresh === last && !waiting)) {
      return;
    }
    last = fresh;
    if (state.outcome !== 'unclear') {
      kind.fill(inputs, state.given);
    }
    say(state.outcome, ...said(state));
  };
  say('');

  const node = element(
    'form',
    { submit, input: () => say(''), novalidate: true },
    element(
      'fieldset',
      { 'aria-describedby': feedback.id },
      element('legend', {}, element('span', {}, position), ...prose(question.text)),
      controls,
      element('div', { class: 'ownpace-actions' }, button),
      feedback
    )
  );
  return { node, show, stop: () => say('') };
}

function render({ model, el }) {
  const quiz = model.get('quiz');
  const titleId = freshId('title');
  const { root, notice } = frame('quiz', { role: 'group', 'aria-labelledby': titleId });
  const progress = element('p', { class: 'ownpace-saved' });
  const views = quiz.questions.map((question, i) =>
    questionView(question, `Question ${i + 1} of ${quiz.questions.length}`, given =>
      model.send({ question: question.id, given })
    )
  );

  const show = () => {
    const state = model.get('state');
    quiz.questions.forEach((question, i) => views[i].show(state[question.id]));
    const done = Object.values(state).filter(found => found.outcome !== 'unclear').length;
    const saved = model.get('saved_at') ? ` · saved ${moment(model.get('saved_at'))}` : '';
    progress.textContent = `${done} of ${quiz.questions.length} answered${saved}`;
    notice.textContent = model.get('notice');
  };

  root.append(
    element(
      'header',
      {},
      element('p', { id: titleId, class: 'ownpace-title' }, ...prose(quiz.title)),
      progress
    ),
    notice,
    ...views.map(view => view.node)
  );
  el.append(root);
  show();
  model.on('change:turn', show);
  watchKernel(model, words => {
    notice.textContent = words;
    views.forEach(view => view.stop());
  });
  return () => model.off('change:turn', show);
}

export default { render };
