import type { TranslationBundle } from '@jupyterlab/translation';

import type { CheckResult, ModuleState, Problem, Reminder, StepState } from './wire';

/** The words a state is shown in. Whatever depends on now takes it as an argument. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "Mon 18 Jan, 23:59 GMT": in the browser's zone, or in the one given, always named. */
export function moment(iso: string, timeZone?: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    ...(timeZone === undefined ? {} : { timeZone })
  }).format(new Date(iso));
}

/** "14:02", in the browser's zone. */
export function timeOfDay(iso: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(
    new Date(iso)
  );
}

/** "18 Jan" */
export function day(iso: string, timeZone?: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    ...(timeZone === undefined ? {} : { timeZone })
  }).format(new Date(iso));
}

/** "in 3 days", "in 5 hours", "20 minutes ago": whole units, never more than is left. */
export function fromNow(iso: string, now: Date, locale?: string): string {
  const span = new Date(iso).getTime() - now.getTime();
  const [unit, length] = largestUnit(Math.abs(span));
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  return format.format(Math.trunc(span / length), unit);
}

function largestUnit(span: number): ['day' | 'hour' | 'minute', number] {
  if (span >= 2 * DAY) {
    return ['day', DAY];
  }
  return span >= HOUR ? ['hour', HOUR] : ['minute', MINUTE];
}

/** Where a module stands, in a few words each; what a symbol shows is said here too. */
export function stateWords(module: ModuleState, trans: TranslationBundle): string[] {
  return [
    workWords(module, trans),
    handInWords(module, trans),
    module.time.kind === 'overdue' ? trans.__('Overdue') : ''
  ].filter(words => words !== '');
}

function workWords({ access, work }: ModuleState, trans: TranslationBundle): string {
  if (access.kind === 'locked') {
    return trans.__('Locked');
  }
  if (work.kind === 'complete') {
    return trans.__('Complete');
  }
  if (access.kind === 'closed') {
    return trans.__('Closed');
  }
  if (work.kind === 'not started') {
    return trans.__('Open');
  }
  return trans.__('In progress, %1 of %2 steps', work.steps_done, work.steps_total);
}

function handInWords({ hand_in }: ModuleState, trans: TranslationBundle): string {
  if (hand_in.kind === 'none') {
    return '';
  }
  if (hand_in.score !== null && !hand_in.needs_manual_grade) {
    const score = scoreWords(hand_in.score, hand_in.max_score, trans);
    return hand_in.news ? trans.__('%1, new feedback', score) : score;
  }
  return hand_in.kind === 'feedback ready' ? trans.__('Feedback ready') : trans.__('Handed in');
}

export function scoreWords(
  score: number,
  maximum: number | null,
  trans: TranslationBundle
): string {
  return maximum === null
    ? trans.__('Score %1', rounded(score))
    : trans.__('Score %1 of %2', rounded(score), rounded(maximum));
}

/** "1 of 3 attempts used, 2 left", or how often it was handed in where nothing limits that. */
export function attemptWords({ hand_in }: ModuleState, trans: TranslationBundle): string {
  const { attempts, limit } = hand_in;
  if (limit !== null) {
    const used = trans._n('%2 of %1 attempt used', '%2 of %1 attempts used', limit, attempts);
    return trans.__('%1, %2 left', used, Math.max(0, limit - attempts));
  }
  return attempts > 0 ? trans._n('Handed in once', 'Handed in %1 times', attempts) : '';
}

export function stepWords(step: StepState, trans: TranslationBundle): string {
  if (step.done || step.by_hand) {
    return '';
  }
  const { checks_passed, checks_total, activities_answered, activities_total } = step;
  const passed = trans._n('%2 of %1 check', '%2 of %1 checks', checks_total, checks_passed);
  const given = trans._n(
    '%2 of %1 answer',
    '%2 of %1 answers',
    activities_total,
    activities_answered
  );
  return [checks_total ? passed : '', activities_total ? given : '']
    .filter(words => words !== '')
    .join(', ');
}

export function minuteWords(minutes: number, trans: TranslationBundle): string {
  return trans._n('%1 min', '%1 min', rounded(minutes));
}

export function outcomeWords(result: CheckResult, trans: TranslationBundle): string {
  switch (result.outcome) {
    case 'passed':
      return trans.__('Passed');
    case 'partial':
      return trans.__('Partly right');
    case 'failed':
      return trans.__('Not yet');
    case 'not run':
      return trans.__('Could not be run');
    case 'for a person':
      return trans.__('For your teacher to read');
  }
}

/** "2 of 5 checks pass." What only a person can judge is not counted. */
export function resultsInWords(results: readonly CheckResult[], trans: TranslationBundle): string {
  const checks = results.filter(result => result.outcome !== 'for a person');
  const passed = checks.filter(result => result.outcome === 'passed').length;
  if (checks.length === 0) {
    return trans.__('There is nothing here to check automatically.');
  }
  return passed === checks.length
    ? trans._n('The check passes.', 'All %1 checks pass.', checks.length)
    : trans._n('%2 of %1 check passes.', '%2 of %1 checks pass.', checks.length, passed);
}

/** Message and next step; the two codes that come without words get theirs here. */
export function problemWords(
  problem: Problem,
  trans: TranslationBundle
): { message: string; hint: string } {
  if (problem.code === 'unreachable') {
    return {
      message: trans.__('The server cannot be reached.'),
      hint: trans.__('What you saved is safe. Check your connection, then try again.')
    };
  }
  if (problem.code === 'unexpected') {
    return {
      message: trans.__('The server gave an answer that this panel does not understand.'),
      hint: trans.__('Reload the page; if it happens again, tell your teacher.')
    };
  }
  return problem;
}

/**
 * "Core", "Stretch, optional", "Support, suggested for you": the path a module is on, named where the
 * course has more than one, and whether anybody has to take it.
 */
export function pathWords(
  module: ModuleState,
  hasPaths: boolean,
  trans: TranslationBundle
): string {
  const path = hasPaths ? nameOfPath(module, trans) : '';
  if (module.offered) {
    return path ? trans.__('%1, suggested for you', path) : trans.__('Suggested for you');
  }
  if (module.optional) {
    return path ? trans.__('%1, optional', path) : trans.__('Optional');
  }
  return path;
}

function nameOfPath({ path }: ModuleState, trans: TranslationBundle): string {
  switch (path) {
    case 'core':
      return trans.__('Core');
    case 'support':
      return trans.__('Support');
    case 'stretch':
      return trans.__('Stretch');
  }
}

/** "Due in 20 hours: Plan", "Planned today: 30 min of Plan" */
export function reminderWords(reminder: Reminder, now: Date, trans: TranslationBundle): string {
  const { kind, title, at, minutes } = reminder;
  if (kind === 'due') {
    return trans.__('Due %1: %2', fromNow(at, now), title);
  }
  return trans.__('Planned today: %1 of %2', minuteWords(minutes, trans), title);
}

/** The forum's address with its context, the titles of a module and of a step, filled in. */
export function forumAddress(forum: string, module: string, step = ''): string {
  return forum
    .replaceAll('{module}', encodeURIComponent(module))
    .replaceAll('{step}', encodeURIComponent(step));
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
