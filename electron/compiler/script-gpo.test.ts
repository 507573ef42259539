import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Target } from '#contract/store-object';
import { presetPolicy } from '#policy/presets';
import { standAloneScript } from './script';
import { addresses, examplePolicies } from './testing/example-policies';

const folder = new URL('golden/', import.meta.url);
const kerberos = [{ kind: 'kerberos-v5' }] as const;
const hostileName = "FBS 'a' $(Remove-NetIPsecRule) \u2019 \u017c\u00f3\u0142w";
const at = (name: string): Target => ({
  kind: 'gpo',
  gpo: `corp.example\\${name}`,
  domainController: 'dc1.corp.example',
});

const peers = addresses('192.0.2.10', '2001:db8::/64');
const certificate = examplePolicies['server-certificate'] ?? presetPolicy({ role: 'server' });
const examples: readonly (readonly [string, string])[] = [
  [
    'gpo-workstation',
    standAloneScript(presetPolicy({ role: 'workstation', authenticationMethods: kerberos, peers }), at('FBS')),
  ],
  ['gpo-server-hostile', standAloneScript(certificate, { kind: 'gpo', gpo: `corp.example\\${hostileName}` })],
];

const lines = (script: string): readonly string[] => script.split('\n');

describe.each(examples)('the script %s', (name, script) => {
  it('is the golden one (UPDATE_GOLDEN=1 writes it anew)', () => {
    const file = new URL(`${name}.ps1`, folder);
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, script);
    expect(script).toBe(readFileSync(file, 'utf8'));
  });

  it('is printable ASCII in lines that end in LF', () => {
    expect(script).toMatch(/^[ -~\n]+$/u);
  });

  it('needs and asks for no key, though it takes the same parameters as the others', () => {
    expect(script).toContain('[securestring] $PreSharedKey');
    expect(script).not.toContain('Read-Host');
  });

  it('touches no store but the one of the Group Policy object', () => {
    expect(script).not.toContain('PersistentStore');
  });

  it('saves in three places only: at the end, where it undoes, and where it removes', () => {
    expect(lines(script).filter((line) => line.includes('Save-NetGPO -GPOSession')).length).toBe(3);
  });

  it('gives every call that makes something the session, and looks once more before it saves', () => {
    const making = lines(script).filter((line) => line.includes('$null = New-Net'));
    expect(making.length).toBeGreaterThan(4);
    for (const line of making) expect(line).toContain('-GPOSession $open_gpo');
    const [before, set] = lines(script).slice(lines(script).findIndex((line) => line.includes('Somebody else')));
    expect(before).toContain('Get-OwnObject');
    expect(set).toContain('$saved = $true');
  });

  it('takes firewall rules away by the object itself: they have no session', () => {
    for (const line of lines(script).filter((one) => one.includes('Remove-NetFirewallRule'))) {
      expect(line).toContain('-PolicyStore');
      expect(line).not.toContain('GPOSession');
    }
  });
});

describe('the golden scripts for Group Policy objects', () => {
  it('are those of the examples, and no other', () => {
    const scripts = readdirSync(folder).filter((file) => file.startsWith('gpo-'));
    expect(scripts.sort()).toEqual(examples.map(([name]) => `${name}.ps1`).sort());
  });
});
