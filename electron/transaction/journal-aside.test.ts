import { describe, expect, it } from 'vitest';
import type { Invocation } from '#contract/invocation';
import { parseBegun } from './journal-entry';

const key = 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\IPSec\\Policy\\Local';
const path = `${key.replace('HKLM:\\', '')}\\ipsecPolicy{72385230-70FA-11D1-864C-14A300000000}`;
const assign = { LiteralPath: key, Name: 'ActivePolicy', Value: path };

function read(cmdlet: string, parameters: Invocation['parameters'], more: object = {}): unknown {
  const call = { cmdlet, parameters };
  return parseBegun(
    {
      ...{
        kind: 'begun',
        format: 1,
        at: '2026-11-21T10:00:00.000Z',
        changeId: '0123456789ab',
        who: 'PC\\A',
        computer: 'PC',
      },
      ...{ simulated: true, deed: 'apply', policies: [], fingerprint: '', wanted: [], former: [], retire: [] },
      steps: [{ id: 'one', because: 'a test', invocation: call, inverse: call }],
      before: [{ kind: 'AssignedPolicy', name: 'ActivePolicy', properties: { Path: path } }],
      ...more,
    },
    'journal.jsonl',
  );
}

describe('a journal of a change that un-assigns', () => {
  it.each<[string, Invocation['parameters']]>([
    ['Set-ItemProperty', assign],
    ['Remove-ItemProperty', { LiteralPath: key, Name: 'ActivePolicy' }],
    ['Start-Service', { Name: 'PolicyAgent' }],
    ['Restart-Service', { Name: 'PolicyAgent', Force: true }],
  ])('may undo by %s', (cmdlet, parameters) => {
    expect(read(cmdlet, parameters)).not.toHaveProperty('problem');
  });

  it.each<[string, string, Invocation['parameters']]>([
    ['a policy that lies elsewhere', 'Set-ItemProperty', { ...assign, Value: 'SOFTWARE\\Elsewhere' }],
    ['another key', 'Set-ItemProperty', { ...assign, LiteralPath: 'HKLM:\\SOFTWARE' }],
    ['another value', 'Remove-ItemProperty', { LiteralPath: key, Name: 'Other' }],
    ['another service', 'Restart-Service', { Name: 'MpsSvc', Force: true }],
    ['another cmdlet', 'Stop-Service', { Name: 'PolicyAgent' }],
    ['a whole key', 'Remove-Item', { LiteralPath: key }],
  ])('is refused where somebody has written into it: %s', (_, cmdlet, parameters) => {
    expect(read(cmdlet, parameters)).toEqual({ problem: expect.stringContaining('steps.0.inverse') as string });
  });

  it('is refused where it is about a Group Policy object', () => {
    const target = { kind: 'gpo', gpo: 'corp.example\\FBS' };
    expect(read('Set-ItemProperty', assign, { target })).toHaveProperty('problem');
  });
});
