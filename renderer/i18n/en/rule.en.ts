/** Estimated bits in words; the limit of 60 is where check words begin. */
function strength(bits: number): string {
  if (bits < 30) return 'very weak: a computer guesses it in moments';
  if (bits < 60) return 'weak: a patient attacker can guess it';
  if (bits < 80) return 'fair: hard to guess';
  return bits < 112 ? 'strong: out of reach for guessing' : 'very strong: out of reach for guessing';
}

export const rule = {
  title: 'Security rule',
  lead: 'Joins the filter list with the filter action, and says how the two computers prove who they are.',
  policyName: 'Policy name',
  policyNameHint: 'The name of the IP security policy, and of its rules in Windows.',
  policyDescription: 'Policy description',
  policyDescriptionHint: 'For whoever looks at it later.',
  id: 'Short name',
  idHint: 'Part of the name of every object in Windows; tells several policies on one computer apart.',
  defaultResponse: 'Activate the default response rule',
  defaultResponseHint: 'Off: only Windows Server 2003 and older know it.',
  filterList: 'IP filter list',
  filterAction: 'Filter action',
  editFilterList: 'Edit the IP filter list',
  editFilterAction: 'Edit the filter action',
  edit: 'Edit',
  filters: (count: number): string => `${count} ${count === 1 ? 'filter' : 'filters'}`,
  methodCount: (count: number): string => `${count} security ${count === 1 ? 'method' : 'methods'}`,
  connectionType: 'Connection type',
  connectionTypeHint: 'Which network connections the rule is for.',
  connectionTypes: {
    all: 'All network connections',
    lan: 'Local area network (LAN)',
    'remote-access': 'Remote access',
  },
  methods: {
    title: 'Authentication methods',
    hint: 'In order of preference. Both sides need one in common.',
    kinds: { 'kerberos-v5': 'Kerberos V5', certificate: 'Certificate', 'pre-shared-key': 'Pre-shared key' },
    add: {
      'kerberos-v5': 'Add Kerberos V5',
      certificate: 'Add a certificate',
      'pre-shared-key': 'Add a pre-shared key',
    },
    noDomain: 'Kerberos needs a domain, and this computer is in none.',
    remove: (name: string): string => `Remove ${name}`,
    up: (name: string): string => `Move ${name} up`,
    down: (name: string): string => `Move ${name} down`,
    kerberosText: 'The computers’ domain accounts prove who they are. The best choice in a domain; nothing to enter.',
    kerberosOutside: 'This computer is in no domain, so Kerberos cannot work here.',
    authority: 'Certification authority',
    authorityHint: 'The subject of its certificate, for example DC=local, DC=corp, CN=Corp Root CA.',
    authorityType: 'Kind of authority',
    authorityTypeHint: 'Root: top of the chain. Intermediate: an issuing authority below it.',
    authorityTypes: { root: 'Root', intermediate: 'Intermediate' },
  },
  key: {
    label: 'Pre-shared key',
    hint: 'Type the same on both sides, to the letter. It goes to a safe place in the program and is not shown again.',
    forTests: 'For tests; in production use Kerberos or certificates.',
    show: 'Show the key',
    hide: 'Hide the key',
    generate: 'Generate a key',
    generated: 'Write this key down or type it on the other side now: it cannot be shown later.',
    clear: 'I have it; clear the field',
    use: 'Use this key',
    kept: 'A key is kept.',
    sending: 'The key is being kept.',
    replace: 'Replace the key',
    strength: (bits: number): string => `Strength: ${strength(bits)} (about ${Math.round(bits)} bits).`,
    checkWords: 'Check words',
    checkWordsHint: 'Compare them aloud with the other side: they are the same where the key and the short name are.',
    noCheckWords: 'Check words are shown for stronger keys only, because they would help to guess a weak one.',
    otherPolicy: 'The short name was changed after the key was entered. Enter the key again.',
  },
};
