import type { TranslationBundle } from '@jupyterlab/translation';

import type { Change, Comparison } from '../wire';
import type { Keeper } from './keeper';

/** "14:02" of today, and any other day with its date, in the browser's zone. */
export function timeWords(iso: string, now: Date, locale?: string): string {
  const then = new Date(iso);
  const isToday = then.toDateString() === now.toDateString();
  const isThisYear = then.getFullYear() === now.getFullYear();
  return new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    ...(isToday ? {} : { weekday: 'short', day: 'numeric', month: 'short' }),
    ...(isThisYear ? {} : { year: 'numeric' })
  }).format(then);
}

/** "at 14:02", "on Tue 19 Jan, 14:02" */
export function whenWords(iso: string, now: Date, trans: TranslationBundle): string {
  const time = timeWords(iso, now);
  const isToday = new Date(iso).toDateString() === now.toDateString();
  return isToday ? trans.__('at %1', time) : trans.__('on %1', time);
}

/** What is kept in this browser, as far as all is well. */
export function keptWords(
  keeper: Pick<Keeper, 'state' | 'at' | 'formerAt'>,
  now: Date,
  trans: TranslationBundle,
  address = location.host
): string {
  if (keeper.state === 'off') {
    return trans.__('Nothing is kept in this browser: that is switched off in the settings.');
  }
  if (keeper.at !== null) {
    return trans.__('Kept in this browser %1.', whenWords(keeper.at, now, trans));
  }
  if (keeper.formerAt !== null) {
    return trans.__('Nothing of this session is kept in this browser yet.');
  }
  return trans.__(
    'Nothing of your work here is kept in this browser yet, for the address %1. What was kept at another address stays there.',
    address
  );
}

/** What keeps the newest work from being kept, and what to do; "" when nothing does. */
export function trouble(keeper: Pick<Keeper, 'state'>, trans: TranslationBundle): string {
  switch (keeper.state) {
    case 'behind':
      return trans.__(
        'What you saved last is not kept in this browser: the server did not answer. It is tried again when you next save.'
      );
    case 'full':
      return trans.__(
        'There is no room left in this browser, so what you saved last is not kept there. Choose “Save everything” before you leave.'
      );
    case 'refused':
      return trans.__(
        'This browser lets nothing be kept, as some private windows do. Choose “Save everything” before you leave.'
      );
    default:
      return '';
  }
}

/** "3 items come back. 1 is newer here and stays." */
export function comparisonWords({ changes }: Comparison, trans: TranslationBundle): string {
  if (changes.length === 0) {
    return trans.__('Nothing of this can be brought back.');
  }
  const newer = changes.filter(isNewer).length;
  const coming = changes.length - newer;
  return [
    coming > 0 ? trans._n('%1 item comes back.', '%1 items come back.', coming) : '',
    newer > 0 ? trans._n('%1 is newer here and stays.', '%1 are newer here and stay.', newer) : ''
  ]
    .filter(words => words !== '')
    .join(' ');
}

/** What bringing one thing back means. */
export function changeWords(change: Change, now: Date, trans: TranslationBundle): string {
  const at = timeWords(change.at, now);
  const here = change.here === null ? '' : timeWords(change.here, now);
  switch (change.kind) {
    case 'added':
      return trans.__('from %1; added to what is recorded here', at);
    case 'new':
      return trans.__('from %1; nothing of yours is here', at);
    case 'changed':
      return trans.__('from %1; yours here is older, from %2', at, here);
    case 'newer here':
      return trans.__('from %1; yours here is newer, from %2', at, here);
  }
}

export function isNewer(change: Change): boolean {
  return change.kind === 'newer here';
}
