import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { describeGateway } from './gateway-contract';
import { SimulatedGateway } from './simulated-gateway';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulated-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});
const file = (): string => join(folder, 'computer.json');

describeGateway('the simulated computer', {
  create: () => new SimulatedGateway({ file: file() }),
  reset: () => rm(file(), { force: true }),
});
