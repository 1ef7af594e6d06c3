import { nullTranslator } from '@jupyterlab/translation';
import { describe, expect, it } from 'vitest';

import {
  attemptWords,
  day,
  forumAddress,
  fromNow,
  moment,
  pathWords,
  problemWords,
  reminderWords,
  resultsInWords,
  stateWords,
  stepWords
} from '../src/words';
import type { CheckResult, ModuleState } from '../src/wire';
import { module, step } from './examples';

const trans = nullTranslator.load('ownpace');

describe('moments', () => {
  it('are told in the zone asked for, with the zone named', () => {
    const due = '2027-01-18T23:59:00Z';
    expect(moment(due, 'Europe/London', 'en-GB')).toBe('Mon 18 Jan, 23:59 GMT');
    expect(moment(due, 'Asia/Tokyo', 'en-GB')).toBe('Tue 19 Jan, 08:59 GMT+9');
    expect(moment(due, 'America/New_York', 'en-US')).toBe('Mon, Jan 18, 06:59 PM EST');
  });

  it('follow daylight saving', () => {
    expect(moment('2027-07-18T22:59:00Z', 'Europe/London', 'en-GB')).toBe('Sun 18 Jul, 23:59 BST');
  });

  it('fall on the day they have in the zone', () => {
    expect(day('2027-01-18T23:59:00Z', 'Asia/Tokyo', 'en-GB')).toBe('19 Jan');
  });

  it.each([
    ['2027-01-15T12:00:00Z', 'in 3 days'],
    ['2027-01-13T11:00:00Z', 'in 23 hours'],
    ['2027-01-12T13:59:00Z', 'in 1 hour'],
    ['2027-01-12T12:20:30Z', 'in 20 minutes'],
    ['2027-01-09T12:00:00Z', '3 days ago']
  ])('%s is %s', (at, words) => {
    expect(fromNow(at, new Date('2027-01-12T12:00:00Z'), 'en')).toBe(words);
  });
});

describe('the state of a module', () => {
  const handIn = module().hand_in;
  const work = module().work;
  const cases: [string[], Partial<ModuleState>][] = [
    [['Open'], {}],
    [['Locked'], { access: { kind: 'locked', reason: 'Complete “Plan” first.', waits_for: [] } }],
    [['Closed'], { access: { kind: 'closed', reason: '', waits_for: [] } }],
    [['In progress, 2 of 5 steps'], { work: { ...work, kind: 'in progress', steps_done: 2 } }],
    [
      ['Complete', 'Handed in'],
      {
        work: { ...work, kind: 'complete' },
        hand_in: { ...handIn, kind: 'handed in', attempts: 1 }
      }
    ],
    [
      ['Open', 'Score 7.67 of 10'],
      { hand_in: { ...handIn, kind: 'graded', attempts: 1, score: 7.6666, max_score: 10 } }
    ],
    [
      ['Open', 'Score 7 of 10, new feedback'],
      { hand_in: { ...handIn, kind: 'graded', attempts: 1, score: 7, max_score: 10, news: true } }
    ],
    [
      ['Open', 'Feedback ready'],
      {
        hand_in: {
          ...handIn,
          kind: 'feedback ready',
          attempts: 1,
          score: 3,
          max_score: 10,
          needs_manual_grade: true
        }
      }
    ],
    [
      ['Open', 'Overdue'],
      { offered: true, optional: true, time: { ...module().time, kind: 'overdue' } }
    ]
  ];

  it.each(cases)('is %j', (words, given) => {
    expect(stateWords(module(given), trans)).toEqual(words);
  });

  it('counts attempts against their limit', () => {
    expect(attemptWords(module({ hand_in: { ...handIn, limit: 3, attempts: 1 } }), trans)).toBe(
      '1 of 3 attempts used, 2 left'
    );
    expect(attemptWords(module({ hand_in: { ...handIn, attempts: 2 } }), trans)).toBe(
      'Handed in 2 times'
    );
    expect(attemptWords(module(), trans)).toBe('');
  });
});

describe('the path of a module', () => {
  const support = { path: 'support', optional: true } as const;
  const cases: [string, boolean, Partial<ModuleState>][] = [
    ['', false, {}],
    ['Core', true, {}],
    ['Optional', false, { optional: true }],
    ['Core, optional', true, { optional: true }],
    ['Stretch, optional', true, { path: 'stretch', optional: true }],
    ['Support, optional', true, support],
    ['Support, suggested for you', true, { ...support, offered: true }]
  ];

  it.each(cases)('is %j', (words, hasPaths, given) => {
    expect(pathWords(module(given), hasPaths, trans)).toBe(words);
  });
});

describe('steps', () => {
  it('say how many checks pass and answers are given, until they are done', () => {
    const counted = { checks_passed: 1, checks_total: 2, activities_total: 1 };
    expect(stepWords(step(counted), trans)).toBe('1 of 2 checks, 0 of 1 answer');
    expect(stepWords(step({ ...counted, done: true }), trans)).toBe('');
  });
});

describe('results of a check', () => {
  const result = (outcome: CheckResult['outcome']): CheckResult => ({
    id: outcome,
    title: outcome,
    outcome,
    score: null,
    points: 1,
    message: ''
  });

  it('count what passed, leaving out what a person judges', () => {
    const results = [result('passed'), result('failed'), result('for a person')];
    expect(resultsInWords(results, trans)).toBe('1 of 2 checks pass.');
    expect(resultsInWords([result('passed'), result('passed')], trans)).toBe('All 2 checks pass.');
    expect(resultsInWords([], trans)).toBe('There is nothing here to check automatically.');
  });
});

describe('problems', () => {
  it('keep the words of the server, and have words where nobody answered', () => {
    const told = { code: 'work', message: 'The disk is full.', hint: 'Delete a file.' };
    expect(problemWords(told, trans)).toMatchObject({ message: 'The disk is full.' });
    const silent = { code: 'unreachable', message: '', hint: '' };
    expect(problemWords(silent, trans).hint).toContain('try again');
  });
});

describe('reminders', () => {
  const now = new Date('2027-01-12T12:00:00Z');
  const about = { module: 'plan', title: 'Plan', at: '2027-01-13T11:00:00Z', minutes: 30 };

  it('say when something is due, and what was planned', () => {
    expect(reminderWords({ ...about, kind: 'due' }, now, trans)).toBe('Due in 23 hours: Plan');
    expect(reminderWords({ ...about, kind: 'planned' }, now, trans)).toBe(
      'Planned today: 30 min of Plan'
    );
  });
});

describe('the forum’s address', () => {
  it('carries its context, encoded', () => {
    expect(forumAddress('https://x.org/new?title={module}', 'a b&c')).toBe(
      'https://x.org/new?title=a%20b%26c'
    );
    expect(forumAddress('https://x.org/{module}:{step}', 'a', 'b/c')).toBe('https://x.org/a:b%2Fc');
  });
});
