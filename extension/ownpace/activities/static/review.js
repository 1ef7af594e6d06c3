const ABOUT = 'About ten minutes, from memory. Your first answer to each decides when it comes back.';

function render({ model, el }) {
  const quiz = model.get('quiz');
  const count = quiz.questions.length;
  const titleId = freshId('title');
  const { root, notice } = frame('quiz', { role: 'group', 'aria-labelledby': titleId });
  const progress = element('p', { class: 'ownpace-saved', role: 'status' });
  const views = quiz.questions.map((question, i) =>
    questionView(quiz, question, `${i + 1} of ${count} · ${plain(question.from)}`, answer =>
      model.send({ question: question.id, ...answer })
    )
  );

  const show = () => {
    const state = model.get('state');
    quiz.questions.forEach((question, i) => views[i].show(state[question.id]));
    progress.textContent = model.get('progress');
    notice.textContent = model.get('notice');
  };

  root.classList.add('ownpace-review');
  root.append(
    element('p', { id: titleId, class: 'ownpace-title' }, quiz.title),
    ...(count ? paragraph(ABOUT, 'ownpace-saved') : []),
    notice,
    ...views.map(view => view.node),
    progress
  );
  el.append(root);
  watchKernel(model, words => {
    notice.textContent = words;
    views.forEach(view => view.stop());
  });
  return follow(model, show);
}

export default { render };
