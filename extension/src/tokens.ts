import { Token } from '@lumino/coreutils';

/**
 * What a learner can do with the course. The panel's buttons and the commands call the same; every
 * promise resolves once the learner has seen the outcome, good or bad, and none rejects.
 */
export interface IActions {
  readonly work: IWorkActions;
  /** The module of the notebook in view, or else the one to go on with. */
  readonly moduleInView: string | null;
  /** The module of the notebook in view, if it is one of the course's. */
  readonly moduleOpen: string | null;
  refresh(): Promise<void>;
  /** Show another course, by its folder, now and when the learner comes back. */
  choose(folder: string): Promise<void>;
  /** Put away what was last said. */
  dismiss(): void;
  /** Open the first thing that is open and not complete. */
  goOn(): Promise<void>;
  /** Open a module's notebook, at a step if one is given; a module not yet begun is started. */
  open(module: string, step?: string): Promise<void>;
  check(module: string): Promise<void>;
  submit(module: string): Promise<void>;
  /** Ask the teacher something about a module; the learner is asked what. */
  ask(module: string): Promise<void>;
  /** Send the questions of a module that are written and have not left yet. */
  /** `seen`: called once it shows on disk whether they left. */
  sendQuestions(module: string, seen?: () => void): Promise<void>;
  feedback(module: string): Promise<void>;
  /** Take in a zip file of feedback that the learner chooses. */
  chooseFeedback(): Promise<void>;
  startOver(module: string): Promise<void>;
  /** Bring in what the teacher corrected in a module, or go on without it. */
  update(module: string, bringIn: boolean): Promise<void>;
  tick(module: string, step: string): Promise<void>;
  /** Open a file that belongs to a module; `href` is relative to the module's folder. */
  openFile(module: string, href: string): void;
  /** Open a page of feedback; `path` is relative to the course folder. */
  openFeedbackPage(path: string): void;
}

/** What a learner can do with all of the work on the course; promises as those of `IActions`. */
export interface IWorkActions {
  /** Download all of it as one zip file. */
  saveEverything(): Promise<void>;
  /** Take work out of such a file, which the learner chooses. */
  bringBack(): Promise<void>;
  /**
   * Take work out of what this browser keeps from other sessions; with a title, out of what it
   * keeps of a course that has the same id and this title.
   */
  bringBackKept(title?: string): Promise<void>;
  /** Delete what this browser keeps of the course. */
  forget(): Promise<void>;
}

export const IActions = new Token<IActions>(
  'ownpace:IActions',
  'What a learner can do with the course: go on, start, check, submit, ask, see feedback.'
);
