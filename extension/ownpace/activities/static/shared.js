// What all activities share. anywidget loads one module, so Python puts this text before each.
// Text from teachers and learners only ever becomes text nodes.

let made = 0;
// Each widget loads a copy of this text, with a count of its own.
const copy = Math.random().toString(36).slice(2);

/** An element with attributes (or listeners, as functions) and children (nodes or text). */
function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      node.addEventListener(name, value);
    } else if (value !== false && value !== undefined) {
      node.setAttribute(name, value === true ? '' : value);
    }
  }
  node.append(...children);
  return node;
}

/** Plain text in which what stands between backquotes is code. */
function prose(text) {
  const parts = text.split(/`([^`]+)`/);
  return parts.map((part, i) => (i % 2 ? element('code', {}, part) : part));
}

/** A paragraph of prose, or nothing when there is no text. */
function paragraph(text, kind = '') {
  return text ? [element('p', { class: kind }, ...prose(text))] : [];
}

/** An id that no other activity on the page has. */
function freshId(name) {
  made += 1;
  return `ownpace-${name}-${copy}-${made}`;
}

/** When something was saved, in the reader's own zone and manner: the day too, unless today. */
function moment(iso) {
  const then = new Date(iso);
  const time = then.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  const today = then.toDateString() === new Date().toDateString();
  return today ? `at ${time}` : `on ${then.toLocaleDateString()} at ${time}`;
}

/**
 * A control of a form. JupyterLab's command mode takes arrows, letters and Enter from whatever has
 * the focus in a notebook; the attribute, which it looks for on the control itself, keeps it off.
 */
function control(tag, attributes = {}, ...children) {
  return element(tag, { 'data-lm-suppress-shortcuts': 'true', ...attributes }, ...children);
}

/** Radio buttons or boxes, each in its label. `texts` name them, `values` is what they send. */
function choices(type, texts, values = texts) {
  const name = freshId('options');
  const inputs = values.map(value => control('input', { type, name, value }));
  const labels = inputs.map((input, i) =>
    element('label', {}, input, element('span', {}, ...prose(texts[i])))
  );
  return { inputs, node: element('div', { class: 'ownpace-options' }, ...labels) };
}

/** A label, and beside it the control it names. */
function field(label, input) {
  const id = freshId('field');
  input.id = id;
  const words = typeof label === 'string' ? prose(label) : label;
  return element('div', { class: 'ownpace-field' }, element('label', { for: id }, ...words), input);
}

/** A list to choose one text from. `empty` stands first, for no choice. */
function selection(empty, texts, values = texts) {
  const options = texts.map((text, i) => element('option', { value: values[i] }, plain(text)));
  return control('select', {}, element('option', { value: '' }, empty), ...options);
}

/** Prose where only text can stand, without its backquotes. */
function plain(text) {
  return text.replace(/`([^`]+)`/g, '$1');
}

/** A place nobody sees, whose text screen readers say when it changes. */
function announcer() {
  return element('p', { class: 'ownpace-unseen', role: 'status' });
}

/**
 * The frame of an activity, and a place for what the learner should know about saving. JupyterLab
 * (4.6, `evtKeydown`) cancels Enter in every field within a cell, by a listener on the field
 * itself: stopped before it gets there, Enter makes a new line, or sends the form, as anywhere.
 */
function frame(kind, attributes = {}) {
  const notice = element('p', { class: 'ownpace-notice', role: 'alert' });
  const root = element('div', { class: `ownpace ownpace-${kind}`, ...attributes });
  root.addEventListener('beforeinput', event => event.stopPropagation(), true);
  return { root, notice };
}

/** Say so when the kernel is gone for good: nothing typed from then on would be saved. */
function watchKernel(model, tell) {
  model.on('comm_live_update', () =>
    tell('Python was restarted. Run this cell again to go on; what was saved is kept.')
  );
}

/**
 * Draw now, and whenever Python has taken an answer, of which the page hears, too: the course panel
 * may keep what is on disk now. Returns how to stop.
 */
function follow(model, draw) {
  const taken = () => {
    draw();
    document.dispatchEvent(new CustomEvent('ownpace-answered'));
  };
  draw();
  model.on('change:turn', taken);
  return () => model.off('change:turn', taken);
}
