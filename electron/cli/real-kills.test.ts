import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, temporaryFolder } from './testing/command-line';
import { copyOf, prepare, scenarios } from './testing/fault-scenarios';
import { killedAfter, killOnce, seeded, type Victim } from './testing/real-kills';

const isLong = process.env['MODE'] === 'long';
const count = isLong ? 200 : 20;
const seed = Number(process.env['KILL_SEED'] ?? randomInt(2 ** 31));

let folder = '';
let remove = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterAll(() => remove());

const chosen = ['a narrowed server', 'an update to Recommended', 'a removal', 'a second policy'];
const toBeKept = ['--confirm-within', '60'];

/** Killed while it applies, while it waits, and while it is kept. */
async function victims(): Promise<readonly Victim[]> {
  const prepared = [];
  for (const scenario of scenarios) if (chosen.includes(scenario.name)) prepared.push(await prepare(scenario, folder));
  return prepared.flatMap((scenario): readonly Victim[] => {
    const plain = { scenario, argv: scenario.change };
    if (scenario.change.includes('remove')) return [plain];
    const pending = [...scenario.change, ...toBeKept];
    return [plain, { scenario, argv: pending }, { scenario, first: pending, argv: ['confirm', '--without-proof'] }];
  });
}

/** How long a command lives where nobody kills it: the longest of its kind that we have. */
async function lifeOf({ scenario, first, argv }: Victim, name: string): Promise<number> {
  const file = await copyOf(scenario, name);
  if (first !== undefined) await run([...first, '--state', file], { stdin: scenario.key });
  const { livedMs, wasKilled } = await killedAfter([...argv, '--state', file], scenario.key, 60_000);
  expect(wasKilled).toBe(false);
  return livedMs;
}

async function livesOf(all: readonly Victim[]): Promise<ReadonlyMap<string, number>> {
  const kinds = new Map(all.map((victim) => [victim.argv[0] ?? '', victim]));
  const lives = new Map<string, number>();
  for (const [kind, victim] of kinds) lives.set(kind, await lifeOf(victim, `life-of-${kind}`));
  return lives;
}

describe('a process that is really killed', () => {
  it(
    `at ${count} random moments: recover ends as before or in place, and the same change works then`,
    async () => {
      process.stdout.write(`kills at random moments, KILL_SEED=${seed}\n`);
      const random = seeded(seed);
      const all = await victims();
      const lives = await livesOf(all);
      const ends = { 'as before': 0, 'in place': 0 };
      const waiting = Array.from({ length: count }, (_, n) => ({ n, at: random() * 1.05 }));
      const worker = async (): Promise<void> => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          const victim = all[next.n % all.length];
          if (victim === undefined) throw new TypeError('nobody to kill');
          const afterMs = next.at * (lives.get(victim.argv[0] ?? '') ?? 0);
          ends[await killOnce(victim, `kill-${next.n}`, afterMs)] += 1;
        }
      };
      await Promise.all([worker(), worker()]);
      const right = ends['as before'] + ends['in place'];
      const how = `${ends['as before']} as before, ${ends['in place']} in place`;
      process.stdout.write(`real kills: ${right} of ${count} (${how}), foreign objects changed: 0\n`);
      expect(right).toBe(count);
    },
    isLong ? 3_600_000 : 240_000,
  );
});
