import { answerOf, type Question } from './questions';

/** One question and its number; the answer carries the same number. */
export interface Posted {
  readonly number: number;
  readonly question: Question;
}

// What comes from the window is what this program's own page sent: a worker has no other sender.
globalThis.addEventListener('message', ({ data }: MessageEvent<Posted>) => {
  try {
    globalThis.postMessage({ number: data.number, answer: answerOf(data.question) });
  } catch {
    globalThis.postMessage({ number: data.number });
  }
});
