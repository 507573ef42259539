import { hostname } from 'node:os';
import type { AppError } from '#contract/app-error';
import type { HostKind } from '#contract/facts';
import type { Finding, Sentences } from '#contract/finding';
import { commandLineTexts as texts } from '#texts/command-line.en';
import { errorSentences } from '#texts/error-sentences.en';
import { findingSentences } from '#texts/findings.en';
import type { OnProgress, Progress } from '#transaction/progress';
import type { Surroundings } from './context';
import type { RunLog } from './run-log';
import { inOneLine, visible } from './visible';

export interface OutputOptions {
  readonly verb: string;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly host: HostKind;
  readonly log: RunLog;
}

const inOneParagraph = ({ happened, stateNow, whatNext }: Sentences): string =>
  inOneLine([happened, stateNow, whatNext].join(' '));

function findingLine(finding: Finding): string {
  const where = finding.path === undefined ? '' : ` [${finding.path}]`;
  return `${finding.severity}: ${inOneParagraph(findingSentences(finding))}${where}`;
}

/** A finding as it stands in every JSON answer: code, severity, path, three sentences. */
export const findingJson = (finding: Finding): object => ({
  code: finding.code,
  severity: finding.severity,
  ...(finding.path === undefined ? {} : { path: finding.path }),
  ...findingSentences(finding),
});

/**
 * Where a verb says things. Human words go to standard output, or to standard error where one JSON document is promised;
 * progress always to standard error. Never colours: nothing here needs them.
 */
export class Output {
  readonly #surroundings: Surroundings;
  readonly #options: OutputOptions;
  #computer: string;
  #answered = false;
  #inBar = false;

  constructor(surroundings: Surroundings, options: OutputOptions) {
    this.#surroundings = surroundings;
    this.#options = options;
    // The simulated computer's name is not known before it was looked at; the real one's would be untrue.
    this.#computer = options.host === 'simulated' ? '' : hostname();
  }

  get json(): boolean {
    return this.#options.json;
  }

  /** Whose policy stores the verb looked at; known once the facts are. */
  set computer(name: string) {
    this.#computer = name;
  }

  line(text: string): void {
    (this.json ? this.#surroundings.stderr : this.#surroundings.stdout).write(`${visible(text)}\n`);
  }

  /** For what is itself the answer, such as a script: standard output, to the letter. */
  raw(text: string): void {
    this.#surroundings.stdout.write(text);
  }

  aside(text: string): void {
    this.#endBar();
    this.#surroundings.stderr.write(`${visible(text)}\n`);
  }

  finding(finding: Finding): void {
    this.line(findingLine(finding));
  }

  /** Where standard output carries something else, such as a script. */
  findingAside(finding: Finding): void {
    this.aside(findingLine(finding));
  }

  /** The one JSON document of a `--json` run. */
  answer(fields: object): void {
    if (!this.json || this.#answered) return;
    this.#answered = true;
    const { verb, host } = this.#options;
    const envelope = { schema: 1, verb, host, simulated: host === 'simulated', computer: this.#computer };
    this.#surroundings.stdout.write(`${JSON.stringify({ ...envelope, ...fields }, undefined, 2)}\n`);
  }

  /** An error in its three sentences; the answer of the run unless the verb has given one that holds more. */
  error(error: AppError, fields: object = {}): void {
    const path = error.path === undefined ? {} : { path: error.path };
    const sentences = errorSentences(error);
    this.#options.log({ event: 'error', code: error.code, ...sentences });
    this.aside(`${inOneParagraph(sentences)}${error.path === undefined ? '' : ` [${error.path}]`}`);
    this.answer({ ...fields, error: { code: error.code, ...sentences, ...path } });
  }

  /** One of several pieces of work that are no steps of a plan, such as files. */
  item(number: number, of: number, what: string): void {
    if (this.#options.quiet) return;
    if (this.#surroundings.terminal) this.#bar(number, of, what);
    else this.aside(texts.item(number, of, what));
  }

  get onProgress(): OnProgress {
    return (progress) => {
      const { kind, ...entry } = progress;
      this.#options.log({ event: kind, ...entry });
      if (!this.#options.quiet) this.#progress(progress);
    };
  }

  #progress(progress: Progress): void {
    switch (progress.kind) {
      case 'phase':
        this.aside(`${texts.phases[progress.phase]} ...`);
        break;
      case 'step':
        if (this.#surroundings.terminal) this.#bar(progress.number, progress.of, progress.id);
        else this.aside(texts.step(progress.number, progress.of, progress.cmdlet, progress.id));
        break;
      case 'step-ended':
        if (progress.state !== 'done') this.aside(texts.stepEnded(progress.id, progress.state));
    }
  }

  #bar(number: number, of: number, id: string): void {
    const width = 24;
    const filled = Math.round((number / of) * width);
    const bar = `[${'#'.repeat(filled)}${'.'.repeat(width - filled)}]`;
    this.#inBar = true;
    this.#surroundings.stderr.write(`\r${bar} ${number}/${of} ${id.padEnd(30).slice(0, 30)}`);
  }

  /** The bar is drawn over itself; what comes after it begins on a line of its own. */
  #endBar(): void {
    if (this.#inBar) this.#surroundings.stderr.write('\n');
    this.#inBar = false;
  }
}
