import React from 'react';

import { moment } from '../words';
import type { ModuleState, Panel, QuestionState } from '../wire';
import { usePanel } from './context';

/** What the learner asked about a module, with the teacher's replies. All of it is only text. */
export function Questions(props: { module: ModuleState; panel: Panel }): React.JSX.Element | null {
  const { module, panel } = props;
  const { actions, trans } = usePanel();
  const asked = panel.questions[module.id] ?? [];
  if (asked.length === 0) {
    return null;
  }
  return (
    <section className="op-Questions" aria-label={trans.__('Questions to your teacher')}>
      <h4>{trans.__('Questions to your teacher')}</h4>
      <ul>
        {asked.map(question => (
          <Question key={question.id} question={question} module={module} />
        ))}
      </ul>
      {asked.some(({ kind }) => kind === 'not sent') && (
        <button
          className="op-Button"
          type="button"
          onClick={() => void actions.sendQuestions(module.id)}
        >
          {trans.__('Send')}
        </button>
      )}
    </section>
  );
}

function Question(props: { question: QuestionState; module: ModuleState }): React.JSX.Element {
  const { question, module } = props;
  const { trans } = usePanel();
  const step = module.steps.find(({ id }) => id === question.step);
  return (
    <li>
      {step && <p className="op-Quiet">{step.title}</p>}
      <p className="op-Words">{question.text}</p>
      <p className="op-Quiet">{useFate(question)}</p>
      {question.replied !== null && (
        <blockquote>
          <p className="op-Quiet">{trans.__('Your teacher, %1:', moment(question.replied))}</p>
          <p className="op-Words">{question.reply}</p>
        </blockquote>
      )}
    </li>
  );
}

/** What became of a question, in words. */
function useFate({ kind, sent, file }: QuestionState): string {
  const { trans } = usePanel();
  if (kind === 'not sent') {
    return trans.__('Not sent yet: choose Send, or it goes with your next Submit.');
  }
  if (kind === 'sent' && file) {
    return trans.__('In the file %1, to be handed in. No reply yet.', file);
  }
  const at = sent === null ? '' : trans.__('Sent %1.', moment(sent));
  return kind === 'sent' ? `${at} ${trans.__('No reply yet.')}` : at;
}
