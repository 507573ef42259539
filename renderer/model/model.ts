import { refuse, succeed, type Result } from '#contract/result';
import type { Answers, Question } from './questions';

/** What answers questions about policies, in its own time; refused where it cannot be said. */
export type Model = <K extends Question['kind']>(
  question: Extract<Question, { readonly kind: K }>,
) => Promise<Result<Answers[K], 'not-known'>>;

type Settle = (answer: unknown) => void;

/**
 * The negotiation model in a thread of its own: with a long list it works for a second, and the page must go on
 * meanwhile. It is loaded with the first question; one that died is started anew with the next.
 */
export function createModel(start: () => Worker): Model {
  const waiting = new Map<number, Settle>();
  let worker: Worker | undefined;
  let last = 0;
  const settle = (number: number, answer: unknown): void => {
    waiting.get(number)?.(answer);
    waiting.delete(number);
  };
  const giveUp = (): void => {
    worker?.terminate();
    worker = undefined;
    for (const number of [...waiting.keys()]) settle(number, undefined);
  };
  const started = (): Worker => {
    if (worker !== undefined) return worker;
    const begun = start();
    begun.addEventListener(
      'message',
      ({ data }: MessageEvent<{ readonly number: number; readonly answer?: unknown }>) => {
        settle(data.number, data.answer);
      },
    );
    begun.addEventListener('error', giveUp);
    worker = begun;
    return begun;
  };
  return (question) =>
    new Promise((resolve) => {
      const number = ++last;
      // The worker is this program's own: what answers a question is of that question's type.
      waiting.set(number, (answer) => {
        resolve(answer === undefined ? refuse('not-known') : succeed(answer as Answers[typeof question.kind]));
      });
      started().postMessage({ number, question });
    });
}

/** The program's own. */
export const startWorker = (): Worker => new Worker(new URL('worker.ts', import.meta.url), { type: 'module' });
