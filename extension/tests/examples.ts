import type { ModuleState, Panel, StepState } from '../src/wire';

export function step(given: Partial<StepState> = {}): StepState {
  return {
    id: 'a1b2',
    title: 'Why plans fail',
    done: false,
    by_hand: false,
    checks_passed: 0,
    checks_total: 0,
    activities_answered: 0,
    activities_total: 0,
    ...given
  };
}

export function module(given: Partial<ModuleState> = {}): ModuleState {
  return {
    id: 'plan',
    title: 'Make a plan',
    summary: '',
    objectives: [],
    minutes: null,
    optional: false,
    path: 'core',
    offered: false,
    released: true,
    fetched: true,
    resources: [],
    access: { kind: 'open', reason: '', waits_for: [] },
    work: { kind: 'not started', steps_done: 0, steps_total: 5, missing: [] },
    hand_in: {
      kind: 'none',
      attempts: 0,
      limit: null,
      score: null,
      max_score: null,
      at: null,
      needs_manual_grade: false,
      news: false
    },
    time: { kind: 'none', opens: null, due: null, closes: null, note: '', until: null },
    steps: [],
    feedback: [],
    ...given
  };
}

export function panel(given: Partial<Panel> = {}, modules: ModuleState[] = [module()]): Panel {
  return {
    format: 1,
    mode: 'bundle',
    course_folder: '',
    learner: null,
    courses: [],
    state: {
      format: 1,
      revision: 1,
      id: 'ownpace-101',
      title: 'Learning at your own pace',
      language: 'en',
      timezone: 'Europe/London',
      modules_complete: 0,
      modules_total: modules.length,
      fraction: 0,
      resume: null,
      next_due: null,
      rules: [],
      modules
    },
    announcements: [],
    meetings: [],
    support: { email: null, forum: null },
    studying: { week: '', to_review: 0, review: null, reminders: [] },
    notebooks: {},
    problems: {},
    notices: [],
    questions: {},
    updates: {},
    ...given
  };
}
