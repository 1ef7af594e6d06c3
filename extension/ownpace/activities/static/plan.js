const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const KIND_WORDS = { study: 'Study', meeting: 'Meeting', due: 'Due' };
const SHOWN_AT_FIRST = 8;

/** The controls of the form by the names Python knows them by: how to read and fill them. */
function planForm() {
  const days = choices('checkbox', DAYS, DAYS.map(day => day.toLowerCase()));
  days.node.classList.add('ownpace-days');
  const minutes = control('input', { type: 'text', inputmode: 'numeric', autocomplete: 'off' });
  const at = control('input', { type: 'time' });
  const goal = control('textarea', { rows: 2, maxlength: 500 });
  const inputs = { days: days.inputs[0], minutes, at, goal };
  return {
    inputs,
    nodes: [
      element('fieldset', {}, element('legend', {}, 'On which days will you study?'), days.node),
      element(
        'div',
        { class: 'ownpace-row' },
        field('Minutes a day', minutes),
        field('From what time on?', at)
      ),
      field('What do you want to reach? (optional; only you see it)', goal)
    ],
    read: () => ({
      days: days.inputs.filter(input => input.checked).map(input => input.value),
      minutes: minutes.value,
      at: at.value,
      goal: goal.value,
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone
    }),
    fill: form => {
      days.inputs.forEach(input => {
        input.checked = (form.days ?? []).includes(input.value);
      });
      minutes.value = form.minutes ?? '30';
      at.value = form.at ?? '18:00';
      goal.value = form.goal ?? '';
    }
  };
}

/** Says what is wrong with a field, and takes the focus there. */
function refuse(inputs, refused, about) {
  for (const [name, input] of Object.entries(inputs)) {
    const wrong = refused.field === name;
    if (wrong) {
      input.setAttribute('aria-invalid', 'true');
      input.setAttribute('aria-describedby', about);
      input.focus();
    } else {
      input.removeAttribute('aria-invalid');
      input.removeAttribute('aria-describedby');
    }
  }
}

/** A line of the calendar, in the reader's own zone and manner. */
function calendarRow(entry) {
  const at = new Date(entry.at);
  const day = at.toLocaleDateString([], { weekday: 'short', day: 'numeric', month: 'short' });
  const time = at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  const minutes = entry.minutes ? `${entry.minutes} min` : '';
  return element(
    'tr',
    { 'data-kind': entry.kind },
    element('th', { scope: 'row' }, day),
    element('td', {}, time),
    element('td', {}, minutes),
    element('td', {}, `${KIND_WORDS[entry.kind]}: `, ...prose(entry.title))
  );
}

/** The calendar as a table: its first lines, and the others when they are asked for. */
function calendarTable(laid) {
  const rows = laid.entries.map(calendarRow);
  const head = ['Day', 'Time', 'Minutes', 'What'].map(name =>
    element('th', { scope: 'col' }, name)
  );
  const table = element(
    'table',
    {},
    element('caption', {}, `Your calendar (times in ${laid.zone})`),
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...rows)
  );
  const later = rows.slice(SHOWN_AT_FIRST);
  const more = control(
    'button',
    { type: 'button', class: 'ownpace-quiet', 'aria-expanded': 'false' },
    `Show all ${rows.length} lines`
  );
  const fold = folded => {
    later.forEach(row => row.toggleAttribute('hidden', folded));
    more.setAttribute('aria-expanded', String(!folded));
  };
  more.addEventListener('click', () => fold(more.getAttribute('aria-expanded') === 'true'));
  fold(true);
  return [table, ...(later.length ? [more] : [])];
}

/** A link that saves the calendar file; the address of the one before is given back. */
function calendarLink() {
  const link = control('a', { download: 'study-plan.ics' }, 'Save it for your calendar (.ics)');
  const free = () => URL.revokeObjectURL(link.href);
  return {
    link,
    free,
    offer: text => {
      free();
      link.href = URL.createObjectURL(new Blob([text], { type: 'text/calendar' }));
    }
  };
}

function render({ model, el }) {
  const titleId = freshId('title');
  const statusId = freshId('status');
  const { root, notice } = frame('plan', { role: 'group', 'aria-labelledby': titleId });
  const status = element('p', { class: 'ownpace-saved', role: 'status', id: statusId });
  const button = control('button', { type: 'submit' }, 'Save my plan');
  const outlook = element('div', { class: 'ownpace-outlook' });
  const calendar = calendarLink();
  const form = planForm();

  const save = event => {
    event.preventDefault();
    status.textContent = 'Saving…';
    model.send(form.read());
  };
  const announce = () => {
    const refused = model.get('refused');
    const saved = model.get('saved_at') ? `Saved ${moment(model.get('saved_at'))}. ` : '';
    status.classList.toggle('ownpace-refused', Boolean(refused.message));
    status.textContent = refused.message ?? `${saved}${model.get('laid').summary ?? ''}`;
    refuse(form.inputs, refused, statusId);
    notice.textContent = model.get('notice');
  };
  const draw = () => {
    const laid = model.get('laid');
    if (!model.get('refused').message) {
      form.fill(model.get('form'));
    }
    outlook.replaceChildren();
    if (laid.entries) {
      calendar.offer(laid.ics);
      outlook.append(
        ...paragraph(laid.so_far),
        ...(laid.problems.length
          ? [element('ul', { class: 'ownpace-misfits' }, ...laid.problems.map(said => element('li', {}, said)))]
          : []),
        ...(laid.entries.length ? [...calendarTable(laid), calendar.link] : [])
      );
    }
    announce();
  };

  root.append(
    element('header', {}, element('p', { id: titleId, class: 'ownpace-title' }, 'Your study plan')),
    notice,
    element(
      'form',
      { submit: save, novalidate: true },
      ...form.nodes,
      element('div', { class: 'ownpace-actions' }, button, status)
    ),
    outlook
  );
  el.append(root);
  watchKernel(model, words => {
    notice.textContent = words;
    status.textContent = '';
  });
  const stop = follow(model, draw);
  return () => {
    stop();
    calendar.free();
  };
}

export default { render };
