import { describe, expect, it } from 'vitest';
import { meaningOf } from '#negotiation/risks';
import { presetPolicy } from '#policy/presets';
import { createModel } from './model';
import { answerOf } from './questions';
import type { Posted } from './worker';

const policy = presetPolicy({ role: 'server' });

/** As much of a worker as the page uses; it answers what it holds when it is told to, or dies. */
class HeldWorker extends EventTarget {
  readonly held: Posted[] = [];
  ended = false;
  postMessage(posted: Posted): void {
    this.held.push(structuredClone(posted));
  }
  terminate(): void {
    this.ended = true;
  }
  answer(at: number, answer?: unknown): void {
    const posted = this.held[at];
    const data = { number: posted?.number, answer };
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
  die(): void {
    this.dispatchEvent(new Event('error'));
  }
}

function begun(): { readonly workers: HeldWorker[]; readonly model: ReturnType<typeof createModel> } {
  const workers: HeldWorker[] = [];
  const model = createModel(() => {
    const worker = new HeldWorker();
    workers.push(worker);
    return worker as unknown as Worker;
  });
  return { workers, model };
}

describe('the model in its thread', () => {
  it('is not started before it is asked, and only once', () => {
    const { workers, model } = begun();
    expect(workers).toHaveLength(0);
    void model({ kind: 'meaning', policy });
    void model({ kind: 'meaning', policy });
    expect(workers).toHaveLength(1);
  });

  it('gives every question its own answer, in whatever order they come', async () => {
    const { workers, model } = begun();
    const meaning = model({ kind: 'meaning', policy });
    const other = model({ kind: 'other-side', policy });
    workers[0]?.answer(1, answerOf({ kind: 'other-side', policy }));
    workers[0]?.answer(0, answerOf({ kind: 'meaning', policy }));
    expect(await other).toMatchObject({ ok: true, value: { role: 'workstation' } });
    expect(await meaning).toEqual({ ok: true, value: meaningOf(policy) });
  });

  it('says that it is not known where the worker found no answer or died, and begins anew', async () => {
    const { workers, model } = begun();
    const unanswered = model({ kind: 'meaning', policy });
    workers[0]?.answer(0);
    expect(await unanswered).toEqual({ ok: false, error: 'not-known' });
    const lost = model({ kind: 'meaning', policy });
    workers[0]?.die();
    expect(await lost).toEqual({ ok: false, error: 'not-known' });
    expect(workers[0]?.ended).toBe(true);
    void model({ kind: 'meaning', policy });
    expect(workers).toHaveLength(2);
  });

  it('passes what it says between threads without loss', () => {
    for (const question of [
      { kind: 'meaning', policy },
      { kind: 'comparison', a: presetPolicy({ role: 'workstation' }), b: policy },
    ] as const) {
      const answer = answerOf(question);
      expect(structuredClone(answer)).toEqual(answer);
    }
  });
});
