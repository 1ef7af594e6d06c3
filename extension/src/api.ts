import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';

import type {
  AskedReply,
  Asking,
  Bringing,
  BroughtBack,
  Checked,
  Comparison,
  FeedbackOpened,
  FeedbackPages,
  Keepable,
  Panel,
  Problem,
  Started,
  StartedOver,
  Submission,
  Submitted,
  Ticked,
  Updated,
  Updating
} from './wire';

/**
 * The server answered, and would not: its code, message and hint. Two codes are given here,
 * without words: `unreachable` (nobody answered) and `unexpected` (not one of our answers).
 */
export class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message || problem.code);
  }
}

/** The one place that talks to the server. Every method rejects with a `Refusal` only. */
export class Api {
  constructor(
    private readonly _settings: ServerConnection.ISettings = ServerConnection.makeSettings()
  ) {}

  /** The folder of the course that is asked about; null: the server's first one. */
  course: string | null = null;

  panel(): Promise<Panel> {
    return this._ask('course', { method: 'GET' });
  }

  start(module: string): Promise<Started> {
    return this._post(['modules', module, 'start']);
  }

  check(module: string): Promise<Checked> {
    return this._post(['modules', module, 'check']);
  }

  submit(module: string, submission: Submission): Promise<Submitted> {
    return this._post(['modules', module, 'submit'], JSON.stringify(submission));
  }

  ask(module: string, asking: Asking): Promise<AskedReply> {
    return this._post(['modules', module, 'ask'], JSON.stringify(asking));
  }

  feedback(module: string): Promise<FeedbackPages> {
    return this._post(['modules', module, 'feedback']);
  }

  openFeedback(zip: Blob): Promise<FeedbackOpened> {
    return this._post(['feedback'], zip);
  }

  startOver(module: string): Promise<StartedOver> {
    return this._post(['modules', module, 'start-over']);
  }

  update(module: string, updating: Updating): Promise<Updated> {
    return this._post(['modules', module, 'update'], JSON.stringify(updating));
  }

  tick(module: string, step: string): Promise<Ticked> {
    return this._post(['modules', module, 'steps', step]);
  }

  keepable(): Promise<Keepable> {
    return this._ask('backup', { method: 'GET' });
  }

  /** One part of the learner's work, as the server packs it. */
  part(name: string): Promise<ArrayBuffer> {
    return this._fetch(`backup/parts/${encodeURIComponent(name)}`, got => got.arrayBuffer());
  }

  everything(): Promise<Blob> {
    return this._fetch('backup/everything', got => got.blob());
  }

  compare(backups: readonly ArrayBuffer[]): Promise<Comparison> {
    return this._post(['backup', 'compare'], pile(backups, false));
  }

  bringBack(backups: readonly ArrayBuffer[], newer: boolean): Promise<BroughtBack> {
    return this._post(['backup', 'bring-back'], pile(backups, newer));
  }

  private _post<T>(path: string[], body: BodyInit = '{}'): Promise<T> {
    const type = body instanceof Blob ? 'application/zip' : 'application/json';
    const init = { method: 'POST', body, headers: { 'Content-Type': type } };
    return this._ask(path.map(encodeURIComponent).join('/'), init);
  }

  private async _ask<T>(path: string, init: RequestInit): Promise<T> {
    const response = await this._request(path, init);
    const body: unknown = await response.json().catch(() => null);
    if (response.ok && body !== null) {
      return body as T;
    }
    throw refusal(response, body);
  }

  /** A file, whose content is none of ours. */
  private async _fetch<T>(path: string, read: (response: Response) => Promise<T>): Promise<T> {
    const response = await this._request(path, { method: 'GET' });
    if (!response.ok) {
      throw refusal(response, await response.json().catch(() => null));
    }
    return read(response).catch(() => {
      throw unreachable(); // it broke off midway
    });
  }

  private async _request(path: string, init: RequestInit): Promise<Response> {
    const query = this.course === null ? '' : URLExt.objectToQueryString({ course: this.course });
    const url = URLExt.join(this._settings.baseUrl, 'ownpace/api', path) + query;
    try {
      return await ServerConnection.makeRequest(url, init, this._settings);
    } catch (error) {
      throw unreachable();
    }
  }
}

/** What `ownpace/server/pile.py` reads. */
function pile(backups: readonly ArrayBuffer[], newer: boolean): Blob {
  const head: Bringing = { sizes: backups.map(one => one.byteLength), newer };
  return new Blob([`${JSON.stringify(head)}\n`, ...backups]);
}

function unreachable(): Refusal {
  return new Refusal({ code: 'unreachable', message: '', hint: '' });
}

function refusal(response: Response, body: unknown): Refusal {
  return new Refusal(isProblem(body) ? body : bare(response.status));
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'message' in body;
}

// A hub's proxy answers for a server that is gone.
const NOBODY_HOME = [424, 502, 503, 504];

function bare(status: number): Problem {
  const code = NOBODY_HOME.includes(status) ? 'unreachable' : 'unexpected';
  return { code, message: '', hint: '' };
}
