import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from './testing/command-line';
import { ends, endsOfAll, type End } from './testing/fault-ends';
import type { Prepared } from './testing/fault-scenarios';
import { gpoScenarios, prepareInGpo } from './testing/gpo-scenarios';

let all: readonly Prepared[] = [];
let removeFolder = (): Promise<void> => Promise.resolve();

beforeAll(async () => {
  const { folder, remove } = await temporaryFolder();
  removeFolder = remove;
  all = await Promise.all(gpoScenarios.map((scenario) => prepareInGpo(scenario, folder)));
}, 120_000);
afterAll(() => removeFolder());

const faults: readonly (readonly [string, (k: number) => string, readonly End[]])[] = [
  ['fails', (k) => `fail@${k}`, [ends.undone]],
  ['hangs', (k) => `hang@${k}`, [ends.undone]],
  ['stores something else', (k) => `differ@${k}`, [ends.undone]],
  ['fails, and so does one of the undoing', (k) => `fail@${k},fail@${k + 1}`, [ends.undone, ends.remedied]],
  ['finds the disk full', (k) => `diskfull@${k}`, [ends.undone]],
];

describe('a change in a Group Policy object of which one call', () => {
  it.each(faults)(
    '%s ends as before or as planned, at every call',
    { timeout: 300_000 },
    async (kind, fault, allowed) => {
      const found = await endsOfAll(all, fault);
      const calls = all.reduce((sum, one) => sum + one.calls, 0);
      expect(calls).toBeGreaterThan(30);
      expect(found.filter(({ end }) => end !== ends.inPlace && !allowed.includes(end))).toEqual([]);
      const count = (end: End): number => found.filter((one) => one.end === end).length;
      process.stdout.write(
        `gpo, ${kind}: ${found.length} of ${calls} (${Object.values(ends)
          .map((end) => `${count(end)} ${end}`)
          .join(', ')})\n`,
      );
    },
  );
});
