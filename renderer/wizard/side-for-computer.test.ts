import { describe, expect, it } from 'vitest';
import { presetPolicy } from '#policy/presets';
import { sideFor, sidesIn } from './side-for-computer';

const server = presetPolicy({ role: 'server' });
const toward = (address: string) =>
  presetPolicy({ role: 'workstation', peers: [{ kind: 'specific-address', address }] });
const here = { addresses: ['192.168.10.21/24', 'fe80::1%4/64'], policies: [] };

describe('the side of a settings file', () => {
  it('is the workstation, unless this computer has the address of the server', () => {
    expect(sideFor([server, toward('192.168.10.10')], here)?.role).toBe('workstation');
    expect(sideFor([server, toward('192.168.10.21')], here)?.role).toBe('server');
    expect(sideFor([server, presetPolicy({ role: 'workstation' })], here)?.role).toBe('workstation');
  });

  it('is the server where its policy is already', () => {
    const there = { ...here, policies: [{ policyId: 'fbs', role: 'server' as const }] };
    expect(sideFor([server, presetPolicy({ role: 'workstation' })], there)?.role).toBe('server');
  });

  it('is the only one there is, and none of what is no policy', () => {
    expect(sideFor([server], here)?.role).toBe('server');
    expect(sideFor(sidesIn([{ role: 'server' }, 7]), here)).toBeUndefined();
  });
});
