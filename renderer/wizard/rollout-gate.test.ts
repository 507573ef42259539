import { describe, expect, it } from 'vitest';
import type { Rollout, WorkstationDone } from '#contract/stick';
import { presetPolicy } from '#policy/presets';
import { isOnRequest, onRequire } from '#policy/on-request';
import { gateOf, rolloutCsv } from './rollout-gate';

const done: WorkstationDone = {
  computer: '=PC1',
  state: 'done',
  level: 'enforced',
  at: '2026-11-21T16:00:00.000Z',
  remarks: ['signed-later'],
  simulated: false,
};
const rollout: Rollout = {
  policyId: 'fbs',
  workstations: [done],
  unlisted: [],
  listed: true,
  entries: 1,
  chains: 1,
  problems: [],
  torn: false,
  foreign: 0,
  simulatedLines: 0,
  demo: false,
};
const server = { onRequest: true };

describe('the gate to Require', () => {
  it('opens when every workstation of a list is done and the ledger is whole', () => {
    expect(gateOf(rollout, server).kind).toBe('ready');
    expect(gateOf({ ...rollout, workstations: [done, { ...done, state: 'missing' }] }, server).kind).toBe('not-ready');
    expect(gateOf({ ...rollout, workstations: [] }, server).kind).toBe('not-ready');
    expect(gateOf({ ...rollout, listed: false }, server).kind).toBe('needs-list');
    expect(gateOf({ ...rollout, problems: ['line 1 was altered'] }, server).kind).toBe('needs-whole');
    expect(gateOf(rollout, { onRequest: false }).kind).toBe('required');
    expect(gateOf(rollout, undefined).kind).toBe('no-server');
  });

  it('leads to the same policy with both clear-text switches off', () => {
    const request = presetPolicy({ role: 'server', mode: 'request' });
    expect(isOnRequest(request)).toBe(true);
    expect(onRequire(request)).toEqual(presetPolicy({ role: 'server' }));
  });

  it('gives a table in which no name is a formula', () => {
    const words = {
      columns: ['computer'],
      stateOf: ({ state }: { readonly state: string }) => (state === 'done' ? 'Done' : ''),
      simulatedMark: 'simulated',
      remark: (code: string) => code,
    };
    expect(rolloutCsv(rollout, words)).toContain("'=PC1,Done,enforced,");
  });
});
