import { describe, expect, it } from 'vitest';
import type { PolicyFindingContexts, Sentences } from '#contract/finding';
import { policyFindingTexts } from './policy-findings.en';
import { addressProblems, doorWords, methodProblems, unsupported } from './policy-words.en';

/** One example of each context; a finding without one does not compile. */
const examples: { readonly [C in keyof PolicyFindingContexts]: readonly PolicyFindingContexts[C][] } = {
  'policy-malformed': [{ problem: 'expected string' }],
  'policy-id-invalid': [{ id: 'FBS' }],
  'text-missing': [{ field: 'policy-name' }],
  'text-too-long': [{ field: 'filter-list-name', length: 300, most: 255 }],
  'text-has-pipe': [{ field: 'filter-list-description' }],
  'text-has-control-character': [{ field: 'filter-action-name' }],
  'text-reserved': [{ field: 'policy-name', text: 'All' }],
  'port-out-of-range': [{ port: 70_000 }],
  'port-without-protocol': [{ protocol: 'ICMPv4' }],
  'address-invalid': [{ address: '10.1' }],
  'address-not-unicast': (Object.keys(addressProblems) as (keyof typeof addressProblems)[]).map((why) => ({
    address: '224.0.0.1',
    why,
  })),
  'prefix-invalid': [{ address: '10.0.0.0/33', prefix: '33' }],
  'mask-not-contiguous': [{ address: '10.0.0.0/255.0.255.0', mask: '255.0.255.0' }],
  'range-reversed': [{ from: '10.0.0.9', to: '10.0.0.1' }],
  'range-mixed-families': [{ from: '10.0.0.1', to: 'fe80::1' }],
  'dns-name-unresolved': [{ dnsName: 'srv01' }],
  'filter-not-about-this-computer': [{ role: 'server' }, { role: 'workstation' }],
  'filter-families-differ': [{ source: '10.0.0.1', destination: 'fe80::1' }],
  'filters-differ-in-kind': [{ filterList: 'FBS' }],
  'filters-missing': [{ filterList: 'FBS' }],
  'rules-missing': [{}],
  'rest-left-open': [{ port: 'TCP 4531' }],
  'security-methods-missing': [{ filterAction: 'Require security' }],
  'security-method-impossible': (Object.keys(methodProblems) as (keyof typeof methodProblems)[]).map((why) => ({
    method: 'AH:SHA1',
    why,
  })),
  'security-method-weak': [
    { method: 'ESP:DES3-SHA1', algorithms: ['3DES', 'SHA1'], weakness: 'old' },
    { method: 'ESP:AES256-MD5', algorithms: ['MD5'], weakness: 'broken' },
  ],
  'not-encrypted': [{ method: 'AH:SHA1' }],
  'lifetime-out-of-range': [
    { value: 100, unit: 's', least: 300, most: 172_740 },
    { value: 0, unit: 'min', least: 1, most: 2_879 },
  ],
  'lifetime-not-whole-minutes': [{ seconds: 301 }],
  'key-exchange-missing': [{}],
  'key-exchange-impossible': [{ method: 'AESGCM256-SHA1-DH2', why: 'cipher-not-in-main-mode' }],
  'key-exchange-groups-differ': [{ groups: ['DH2', 'DH14'] }],
  'key-exchange-weak': [{ method: 'DES3-SHA1-DH2', algorithms: ['3DES', 'SHA1', 'Medium (2)'], weakness: 'old' }],
  'authentication-missing': [{}],
  'authentication-twice': [{ method: 'kerberos-v5' }],
  'authentication-differs-by-rule': [{ first: 'a', second: 'b' }],
  'authority-invalid': [{ authority: 'Root' }],
  'ikev2-needs-certificates': [{}],
  'server-name-invalid': [
    { name: '*.corp.local', nameType: 'dns-name' },
    { name: 'a|b', nameType: 'common-name' },
  ],
  'server-name-not-alone': [{}],
  'server-account-invalid': [{ sid: 'S-1-5-32-544' }],
  'server-account-not-alone': [{}],
  'server-account-with-clear-text': [{}],
  'server-account-untried': [{ account: 'CORP\\BACKUP1$' }],
  'server-not-named': [{ method: 'pre-shared-key' }],
  'pre-shared-key-for-tests': [{}],
  'pre-shared-key-not-ascii': [{}],
  'pre-shared-key-outer-blank': [{}],
  'pre-shared-key-in-gpo': [{ gpo: 'corp\\FBS' }],
  'gpo-name-invalid': [
    { gpo: 'FBS', why: 'not-domain-and-name' },
    { gpo: 'CORP\\FBS', why: 'domain-not-full' },
    { gpo: 'corp.example\\', why: 'name-impossible' },
  ],
  'clear-text-pair-unknown': [{}],
  'clear-text-possible': [{ when: 'no-answer' }, { when: 'either-side-asks-only' }],
  'default-response-rule': [{}],
  'allow-if-secure-on-workstation': [{}],
  'allow-if-secure-with-clear-text': [{}],
  'allow-if-secure-alone': [{}],
  'any-address-is-for-tests': [{ filterList: 'FBS' }],
  'local-address-fixed': [{ address: '10.0.0.1' }],
  'certificates-apart': [{}],
  'authentication-unused': [{ filterList: 'FBS' }],
  'permit-in-clear': [{ filterList: 'FBS' }],
  'block-one-way': [{ filterList: 'FBS' }],
  'block-covers-rule': [{ blocking: 'a', blocked: 'b' }],
  'rules-contradict': [{ first: 'a', second: 'b' }],
  'door-warning': (Object.keys(doorWords) as (keyof typeof doorWords)[]).map((door) => ({ door, port: 'TCP 445' })),
  'door-closes-domain': [{ filterList: 'FBS' }],
  'ftp-data-in-clear': [{ filterList: 'FBS' }],
  'ftp-data-ports-secured': [{ from: 50_000, to: 50_020 }],
  'ftp-data-ports-impossible': [{ from: 1, to: 65_535, most: 100 }],
  'csv-header-unknown': [{ missing: ['Protocol', 'Source Port'] }],
  'csv-too-large': [{ most: 1_024, unit: 'filters' }],
  'csv-not-closed': [{}],
  'csv-cell-unreadable': [{ column: 'Protocol', text: 'TPC' }],
  'csv-cells-missing': [{ cells: 3, columns: 11 }],
  'unsupported-here': (Object.keys(unsupported) as (keyof typeof unsupported)[]).map((what) => ({ what })),
};

// A context of a code fits the text of that code, which no union of pairs can say.
const textsOf = (code: keyof PolicyFindingContexts): readonly Sentences[] =>
  (examples[code] as readonly never[]).map((context) => policyFindingTexts[code](context));

describe('the words for a policy finding', () => {
  it.each(Object.keys(examples) as (keyof PolicyFindingContexts)[])('%s: three calm sentences', (code) => {
    for (const { happened, stateNow, whatNext } of textsOf(code)) {
      expect(stateNow).toBe('The check itself has changed nothing.');
      for (const sentence of [happened, whatNext]) {
        expect(sentence).toMatch(/^[^a-z].*\.$/s);
        expect(sentence).not.toMatch(/!|undefined|\[object|\.\.$/);
        expect(sentence.length).toBeLessThan(220);
      }
    }
  });

  it('name the value that was wrong', () => {
    expect(policyFindingTexts['port-out-of-range']({ port: 70_000 }).happened).toContain('70000');
    expect(policyFindingTexts['lifetime-not-whole-minutes']({ seconds: 3_599 }).whatNext).toContain('3540');
  });
});
