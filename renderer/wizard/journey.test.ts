import { describe, expect, it } from 'vitest';
import { beginJourney, phaseLines, type Progress, travel } from './journey';

const after = (...events: readonly Progress[]): ReturnType<typeof beginJourney> =>
  events.reduce((journey, event, at) => travel(journey, event, 1_000 + at), beginJourney(1_000));
const phase = (name: string): Progress => ({ kind: 'phase', phase: name });
const step: Progress = { kind: 'step', id: 'rule-1', cmdlet: 'New-NetIPsecRule', number: 1, of: 2 };
const states = (journey: ReturnType<typeof beginJourney>, ended: 'no' | 'well' | 'badly'): readonly string[] =>
  phaseLines(journey, ended).map(({ phase: name, state }) => `${name} ${state}`);

describe('a journey', () => {
  it('shows the current phase running and the rest waiting', () => {
    expect(states(after(phase('apply'), step, phase('read-back')), 'no')).toEqual([
      'apply done',
      'read-back running',
      'enforcement waiting',
      'record waiting',
      'retire waiting',
    ]);
  });

  it('ends with every phase that was seen done, and the others skipped', () => {
    expect(states(after(phase('apply'), phase('read-back'), phase('enforcement'), phase('record')), 'well')).toEqual([
      'apply done',
      'read-back done',
      'enforcement done',
      'record done',
      'retire skipped',
    ]);
  });

  it('marks the phase that undoing follows as failed', () => {
    expect(states(after(phase('apply'), phase('undo')), 'no')).toContain('apply failed');
    const ended = states(after(phase('apply'), phase('undo')), 'badly');
    expect(ended.at(-1)).toBe('undo done');
    expect(ended).toContain('record not-reached');
  });

  it('gives each step the word with which it ended', () => {
    const { steps } = after(step, { kind: 'step-ended', id: 'rule-1', state: 'failed' });
    expect(steps).toEqual([{ id: 'rule-1', cmdlet: 'New-NetIPsecRule', number: 1, of: 2, state: 'failed' }]);
  });

  it('keeps a log with times since the beginning', () => {
    expect(after(phase('apply'), step).log.map(({ atMs }) => atMs)).toEqual([0, 1]);
  });
});
