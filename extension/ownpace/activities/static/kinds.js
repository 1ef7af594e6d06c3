/**
 * The controls of each kind of question. Each makes a `node`; `read` gives the answer as it is
 * sent, `fill` shows one. What is typed or chosen fires the form's `input` event.
 */
const KINDS = {
  single: question => choice('radio', question, chosen => chosen[0] ?? null),
  multiple: question => choice('checkbox', question, chosen => chosen),
  number: question =>
    typed(question.unit ? `Your answer, in ${question.unit}` : 'Your answer', {
      inputmode: 'decimal'
    }),
  text: () => typed('Your answer', { class: 'ownpace-wide', maxlength: 500 }),
  ordering,
  matching
};

function choice(type, question, given) {
  const { node, inputs } = choices(type, question.options);
  return {
    node,
    read: () => given(inputs.filter(input => input.checked).map(input => input.value)),
    fill: answer => {
      inputs.forEach(input => {
        input.checked = [answer].flat().includes(input.value);
      });
    }
  };
}

function typed(label, attributes) {
  const input = control('input', {
    type: 'text',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    ...attributes
  });
  return {
    node: field(label, input),
    read: () => input.value,
    fill: answer => {
      input.value = answer;
    }
  };
}

/** Lines with two buttons each, which say where a line went. Nothing has to be dragged. */
function ordering(question) {
  const said = announcer();
  const list = element('ol', { class: 'ownpace-order' });
  const lines = new Map(question.options.map(text => [text, orderedLine(text, step => move(text, step))]));
  const places = () => [...list.children].map(node => node.dataset.text);

  const arrange = texts => {
    list.replaceChildren(...texts.map(text => lines.get(text).node));
    texts.forEach((text, i) => lines.get(text).stand(i === 0, i === texts.length - 1));
  };
  const move = (text, step) => {
    const texts = places();
    const from = texts.indexOf(text);
    const to = from + step;
    if (to < 0 || to >= texts.length) {
      return;
    }
    texts.splice(from, 1);
    texts.splice(to, 0, text);
    const focused = document.activeElement;
    arrange(texts);
    focused?.focus();
    said.textContent = `${plain(text)}: now ${to + 1} of ${texts.length}.`;
    list.dispatchEvent(new Event('input', { bubbles: true }));
  };
  arrange(question.options);
  return { node: element('div', {}, list, said), read: places, fill: arrange };
}

function orderedLine(text, move) {
  const button = (name, sign, step) =>
    control(
      'button',
      { type: 'button', class: 'ownpace-quiet', 'aria-label': `${name}: ${plain(text)}`, click: () => move(step) },
      element('span', { 'aria-hidden': 'true' }, sign)
    );
  const up = button('Move up', '↑', -1);
  const down = button('Move down', '↓', 1);
  return {
    node: element('li', { 'data-text': text }, element('span', {}, ...prose(text)), up, down),
    stand: (first, last) => {
      up.setAttribute('aria-disabled', String(first));
      down.setAttribute('aria-disabled', String(last));
    }
  };
}

/** A list to choose from beside each of what is matched. */
function matching(question) {
  const lists = question.prompts.map(() => selection('Choose…', question.options));
  const rows = question.prompts.map((prompt, i) => field(prompt, lists[i]));
  return {
    node: element('div', { class: 'ownpace-matching' }, ...rows),
    read: () => Object.fromEntries(question.prompts.map((prompt, i) => [prompt, lists[i].value])),
    fill: answer => {
      lists.forEach((list, i) => {
        list.value = answer[question.prompts[i]] ?? '';
      });
    }
  };
}
