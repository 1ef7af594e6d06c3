import { nullTranslator } from '@jupyterlab/translation';
import { describe, expect, it } from 'vitest';

import { changeWords, comparisonWords, keptWords, timeWords, trouble } from '../src/kept/words';
import type { Change } from '../src/wire';
import { panel } from './examples';

const trans = nullTranslator.load('ownpace');
const now = new Date(2027, 0, 20, 15, 0);
const at = new Date(2027, 0, 20, 14, 2).toISOString();
const LONG_AGO = new Date(2020, 0, 1, 14, 2).toISOString();
const before = new Date(2027, 0, 19, 14, 2).toISOString();

function change(given: Partial<Change> = {}): Change {
  return { module: 'Plan', name: 'plan.ipynb', kind: 'new', at, here: null, ...given };
}

describe('what is kept', () => {
  it('is told by its time, and its day unless that is today', () => {
    expect(timeWords(at, now, 'en-GB')).toBe('14:02');
    expect(timeWords(before, now, 'en-GB')).toBe('Tue 19 Jan, 14:02');
    expect(timeWords(LONG_AGO, now, 'en-GB')).toBe('Wed, 1 Jan 2020, 14:02');
    const words = keptWords({ state: 'kept', at, formerAt: null }, now, trans);
    expect(words).toMatch(/^Kept in this browser at .*02/);
  });

  it('is nothing at another address, which is named', () => {
    const words = keptWords(
      { state: 'nothing', at: null, formerAt: null },
      now,
      trans,
      'hub.example.org'
    );
    expect(words).toContain('Nothing');
    expect(words).toContain('hub.example.org');
  });

  it('has words for all that goes wrong, and none where nothing does', () => {
    expect(trouble({ state: 'kept' }, trans)).toBe('');
    expect(trouble({ state: 'full' }, trans)).toContain('no room');
    expect(trouble({ state: 'refused' }, trans)).toContain('private');
    expect(trouble({ state: 'behind' }, trans)).toContain('server');
  });
});

describe('what would come back', () => {
  const comparison = (changes: Change[]) => ({
    changes,
    refused: [],
    title: '',
    learner: '',
    panel: panel()
  });

  it('is counted, apart from what is newer here', () => {
    const newer = change({ kind: 'newer here', at: before, here: at });
    expect(comparisonWords(comparison([change(), change(), newer]), trans)).toBe(
      '2 items come back. 1 is newer here and stays.'
    );
    expect(comparisonWords(comparison([]), trans)).toContain('Nothing');
  });

  it('says how each thing compares', () => {
    expect(changeWords(change(), now, trans)).toMatch(/^from .*02.*nothing of yours is here/);
    const older = change({ kind: 'changed', here: before });
    expect(changeWords(older, now, trans)).toContain('yours here is older');
    const newer = change({ kind: 'newer here', at: before, here: at });
    expect(changeWords(newer, now, trans)).toContain('yours here is newer');
  });
});
