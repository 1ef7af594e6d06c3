function render({ model, el }) {
  const quiz = model.get('quiz');
  const titleId = freshId('title');
  const { root, notice } = frame('quiz', { role: 'group', 'aria-labelledby': titleId });
  const progress = element('p', { class: 'ownpace-saved' });
  const views = quiz.questions.map((question, i) =>
    questionView(quiz, question, `Question ${i + 1} of ${quiz.questions.length}`, answer =>
      model.send({ question: question.id, ...answer })
    )
  );

  const show = () => {
    const state = model.get('state');
    quiz.questions.forEach((question, i) => views[i].show(state[question.id]));
    const done = Object.values(state).filter(found => found.outcome !== 'unclear').length;
    const saved = model.get('saved_at') ? ` · saved ${moment(model.get('saved_at'))}` : '';
    progress.textContent = `${done} of ${quiz.questions.length} answered${done ? saved : ''}`;
    notice.textContent = model.get('notice');
  };

  root.append(...heading(quiz, titleId, progress), notice, ...views.map(view => view.node));
  el.append(root);
  watchKernel(model, words => {
    notice.textContent = words;
    views.forEach(view => view.stop());
  });
  return follow(model, show);
}

export default { render };
