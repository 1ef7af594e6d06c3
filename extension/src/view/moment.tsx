import React from 'react';

import { fromNow, moment } from '../words';
import { usePanel } from './context';

/** A moment in the browser's zone, with the course's own on hover. */
export function Moment(props: { at: string; zone: string; relative?: boolean }): React.JSX.Element {
  const { trans, now } = usePanel();
  const theirs = trans.__(
    '%1 in the course’s time zone, %2',
    moment(props.at, props.zone),
    props.zone
  );
  return (
    <time dateTime={props.at} title={theirs}>
      {moment(props.at)}
      {props.relative && (
        <>
          {' '}
          <span className="op-Whole">({fromNow(props.at, now)})</span>
        </>
      )}
    </time>
  );
}
