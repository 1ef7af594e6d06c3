import { beforeEach, describe, expect, it, vi } from 'vitest';

import { type Api, Refusal } from '../src/api';
import { CourseModel } from '../src/model';
import type { Panel } from '../src/wire';
import { module, panel } from './examples';

const unreachable = new Refusal({ code: 'unreachable', message: '', hint: '' });
const full = new Refusal({ code: 'work', message: 'The disk is full.', hint: 'Delete a file.' });

function titled(title: string): Panel {
  const { state, ...rest } = panel();
  return { ...rest, state: { ...state, title } };
}

describe('the course', () => {
  const api = {
    panel: vi.fn<Api['panel']>(),
    start: vi.fn<Api['start']>(),
    check: vi.fn<Api['check']>(),
    feedback: vi.fn<Api['feedback']>(),
    startOver: vi.fn<Api['startOver']>()
  };
  let model: CourseModel;
  let changes: number;

  beforeEach(() => {
    vi.resetAllMocks();
    model = new CourseModel(api as unknown as Api);
    changes = 0;
    model.changed.connect(() => changes++);
  });

  it('is known after the first answer, and says so', async () => {
    api.panel.mockResolvedValue(panel());
    await model.refresh();
    expect(model.module('plan')?.title).toBe('Make a plan');
    expect(model.module('other')).toBeUndefined();
    expect(changes).toBe(1);
  });

  it('keeps the last state, marked, while the server is gone, and recovers', async () => {
    api.panel.mockResolvedValueOnce(titled('seen')).mockRejectedValueOnce(unreachable);
    await model.refresh();
    await model.refresh();
    expect(model.panel?.state.title).toBe('seen');
    expect(model.isStale).toBe(true);
    expect(model.problem?.code).toBe('unreachable');
    api.panel.mockResolvedValueOnce(titled('new'));
    await model.refresh();
    expect([model.panel?.state.title, model.isStale, model.problem]).toEqual(['new', false, null]);
  });

  it('takes its state from what an action answers', async () => {
    api.start.mockResolvedValue({ open: 'plan/plan.ipynb', panel: titled('started') });
    expect(await model.start('plan')).toMatchObject({ open: 'plan/plan.ipynb' });
    expect(model.panel?.state.title).toBe('started');
    expect(model.busy).toBeNull();
  });

  it('keeps a refusal until the next action, also when a saved notebook refreshes it', async () => {
    api.start.mockRejectedValueOnce(full);
    api.panel.mockResolvedValue(panel());
    expect(await model.start('plan')).toBeNull();
    await model.refresh();
    expect(model.problem?.message).toBe('The disk is full.');
    expect(model.isStale).toBe(false);
    api.start.mockResolvedValueOnce({ open: 'plan/plan.ipynb', panel: panel() });
    await model.start('plan');
    expect(model.problem).toBeNull();
  });

  it('does one thing at a time', async () => {
    let answer = (_: Awaited<ReturnType<Api['start']>>) => {};
    api.start.mockReturnValue(new Promise(resolve => (answer = resolve)));
    const first = model.start('plan');
    expect(model.busy).toEqual({ doing: 'start', module: 'plan' });
    expect(await model.check('plan')).toBeNull();
    expect(api.check).not.toHaveBeenCalled();
    answer({ open: 'plan/plan.ipynb', panel: panel() });
    expect(await first).not.toBeNull();
  });

  it('never lets an older answer replace a newer one', async () => {
    let answer = (_: Panel) => {};
    api.panel.mockReturnValueOnce(new Promise(resolve => (answer = resolve)));
    const slow = model.refresh();
    api.panel.mockResolvedValueOnce(titled('newer'));
    await model.refresh();
    answer(titled('older'));
    await slow;
    expect(model.panel?.state.title).toBe('newer');
  });

  it('keeps the results of a check until the module is started over', async () => {
    const failed = { id: 't', title: 'Sum', outcome: 'failed' as const, score: 0, points: 1 };
    const results = [{ ...failed, message: 'We saw 3.' }];
    const at = '2027-01-12T12:00:00Z';
    api.check.mockResolvedValue({ results, cells: {}, at, panel: panel({}, [module()]) });
    await model.check('plan');
    expect(model.results('plan')).toEqual(results);
    api.startOver.mockResolvedValue({ kept: 'kept/plan', open: 'plan/plan.ipynb', panel: panel() });
    await model.startOver('plan');
    expect(model.results('plan')).toEqual([]);
  });

  it('does not take it for a problem that there is no feedback yet', async () => {
    api.feedback.mockRejectedValue(new Refusal({ code: 'no-feedback', message: '', hint: '' }));
    expect(await model.feedback('plan')).toBeNull();
    expect(model.problem).toBeNull();
  });
});
