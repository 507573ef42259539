import { describe, expect, it } from 'vitest';
import { beginJourney, type JourneyEnd, phaseLines, type PhasesShown, type Progress, travel } from './journey';

const after = (...events: readonly Progress[]): ReturnType<typeof beginJourney> =>
  events.reduce((journey, event, at) => travel(journey, event, 1_000 + at), beginJourney(1_000));
const phase = (name: string): Progress => ({ kind: 'phase', phase: name });
const step: Progress = { kind: 'step', id: 'rule-1', cmdlet: 'New-NetIPsecRule', number: 1, of: 2 };
const states = (
  journey: ReturnType<typeof beginJourney>,
  ended: JourneyEnd,
  more: Partial<PhasesShown> = {},
): readonly string[] => phaseLines(journey, { ended, ...more }).map(({ phase: name, state }) => `${name} ${state}`);

describe('a journey', () => {
  it('shows the current phase running and the rest waiting', () => {
    expect(states(after(phase('apply'), step, phase('read-back')), 'no')).toEqual([
      'apply done',
      'read-back running',
      'enforcement waiting',
      'keep waiting',
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

  it('waits with what is left while the change is held, and keeps on from there', () => {
    const held = after(phase('arm'), phase('apply'), phase('enforcement'));
    expect(states(held, 'held')).toEqual([
      'arm done',
      'apply done',
      'enforcement done',
      'keep waiting',
      'record waiting',
      'retire waiting',
    ]);
    expect(states(travel(held, phase('keep'), 2_000), 'no')).toContain('keep running');
  });

  it('calls nothing failed that was taken back because somebody wanted it', () => {
    const back = after(phase('apply'), phase('enforcement'), phase('undo'));
    expect(states(back, 'no', { wanted: true })).toContain('enforcement done');
    expect(states(back, 'taken-back')).toContain('enforcement done');
    expect(states(back, 'no')).toContain('enforcement failed');
  });

  it('shows phases that it does not know, and of a change that was begun elsewhere only what it has seen', () => {
    expect(states(after(phase('apply'), phase('polish')), 'no')).toContain('polish running');
    expect(states(after(phase('undo')), 'no', { onlySeen: true })).toEqual(['undo running']);
  });

  it('gives each step the word with which it ended', () => {
    const { steps } = after(step, { kind: 'step-ended', id: 'rule-1', state: 'failed' });
    expect(steps).toEqual([{ id: 'rule-1', cmdlet: 'New-NetIPsecRule', number: 1, of: 2, state: 'failed' }]);
  });

  it('keeps a log with times since the beginning', () => {
    expect(after(phase('apply'), step).log.map(({ atMs }) => atMs)).toEqual([0, 1]);
  });
});
