/** How sure one may say to be, as it is kept and as it is asked. */
const SURE = { guessing: 'I am guessing', unsure: 'Not quite sure', sure: 'Sure' };

/** What a practice question's button says, and what a graded one's does. */
const BUTTONS = { practice: ['Check', 'Check again'], graded: ['Save', 'Save again'] };

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

/** Asks how sure one is, where the quiz does; nothing to read or fill elsewhere. */
function confidence(quiz) {
  if (!quiz.confidence) {
    return { nodes: [], read: () => '', fill: () => undefined };
  }
  const list = selection('No answer', Object.values(SURE), Object.keys(SURE));
  return {
    nodes: [field('How sure are you? (optional)', list)],
    read: () => list.value,
    fill: sure => {
      list.value = sure;
    }
  };
}

/** The button and what is said under it; `outcome` is the state of both. */
function verdict(names, about) {
  const feedback = element('div', { class: 'ownpace-said', role: 'status', id: about });
  const button = control('button', { type: 'submit' }, names[0]);
  const say = (outcome, ...content) => {
    feedback.dataset.outcome = outcome;
    feedback.replaceChildren(...content);
    button.textContent = names[Number(['wrong', 'changed'].includes(outcome))];
    button.setAttribute('aria-disabled', String(['right', 'saved', 'waiting'].includes(outcome)));
  };
  say('');
  return { feedback, button, say, outcome: () => feedback.dataset.outcome };
}

/** One question: `show` draws its state without rebuilding it, so that the focus stays. */
function questionView(quiz, question, position, send) {
  const controls = KINDS[question.kind](question);
  const sure = confidence(quiz);
  const { feedback, button, say, outcome } = verdict(
    BUTTONS[quiz.graded ? 'graded' : 'practice'],
    freshId('said')
  );
  let last = '';

  const submit = event => {
    event.preventDefault();
    if (button.getAttribute('aria-disabled') !== 'true') {
      say('waiting', element('p', {}, quiz.graded ? 'Saving…' : 'Checking…'));
      send({ given: controls.read(), sure: sure.read() });
    }
  };
  const change = () => {
    if (!quiz.graded || !['saved', 'changed'].includes(outcome())) {
      say('');
    } else if (outcome() === 'saved') {
      say('changed', element('p', {}, 'Not saved yet: what you saved before counts until then.'));
    }
  };
  const show = state => {
    const fresh = JSON.stringify(state);
    if (!state || (fresh === last && outcome() !== 'waiting')) {
      return;
    }
    last = fresh;
    if (state.outcome !== 'unclear') {
      controls.fill(state.given);
      sure.fill(state.sure);
    }
    say(state.outcome, ...said(state));
  };

  const node = element(
    'form',
    { submit, input: change, novalidate: true },
    element(
      'fieldset',
      { 'aria-describedby': feedback.id },
      element('legend', {}, element('span', {}, position), ...prose(question.text)),
      controls.node,
      ...sure.nodes,
      element('div', { class: 'ownpace-actions' }, button),
      feedback
    )
  );
  return { node, show, stop: () => say('') };
}

/** What stands above the questions: the title, and what happens with the answers. */
function heading(quiz, id, progress) {
  const about = 'For points: answers are saved, and scored after you hand in.';
  return [
    element(
      'header',
      {},
      element('p', { id, class: 'ownpace-title' }, ...prose(quiz.title)),
      progress
    ),
    ...(quiz.graded ? [element('p', { class: 'ownpace-saved' }, about)] : [])
  ];
}
