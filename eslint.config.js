import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** One door per danger: a module, and the files that alone may import it. */
const doors = {
  'node-powershell': ['electron/host/powershell-process.ts'],
  child_process: [],
  'node:child_process': ['electron/restart-as-administrator.ts', 'electron/host/folder-permissions.ts'],
  electron: [
    'electron/main.ts',
    'electron/window.ts',
    'electron/preload.ts',
    'electron/ipc/register.ts',
    'electron/security/*.ts',
  ],
};

/** The two ends of the process boundary: names of the module `electron` that one file each may know. */
const electronNames = {
  ipcMain: 'electron/ipc/register.ts',
  ipcRenderer: 'electron/preload.ts',
  contextBridge: 'electron/preload.ts',
};

/** Who may not look into which room. TypeScript's projects keep Node out of the pure rooms; this keeps the order among all. */
const rooms = {
  'electron/contract': ['policy', 'compiler', 'preflight', 'host', 'transaction', 'deeds', 'secrets', 'cli', 'ipc'],
  'electron/policy': ['compiler', 'preflight', 'host', 'transaction', 'deeds', 'secrets', 'cli', 'ipc'],
  'electron/negotiation': ['compiler', 'preflight', 'host', 'transaction', 'deeds', 'secrets', 'cli', 'ipc'],
  'electron/compiler': ['preflight', 'host', 'transaction', 'deeds', 'secrets', 'cli', 'ipc'],
  'electron/preflight': ['host', 'transaction', 'deeds', 'secrets', 'cli', 'ipc'],
  'electron/texts': ['compiler', 'preflight', 'host', 'transaction', 'deeds', 'secrets', 'cli', 'ipc'],
  // The simulated computer sees calls, never the policy or the plan.
  'electron/host/simulation': ['policy', 'compiler', 'preflight', 'transaction', 'deeds', 'secrets', 'cli', 'ipc'],
  'electron/host/simulated-gateway': [
    'policy',
    'compiler',
    'preflight',
    'transaction',
    'deeds',
    'secrets',
    'cli',
    'ipc',
  ],
  'electron/host': ['preflight', 'transaction', 'deeds', 'secrets', 'cli', 'ipc'],
  'electron/transaction': ['preflight', 'deeds', 'secrets', 'cli', 'ipc'],
  'electron/settings-file': [
    'compiler',
    'preflight',
    'host',
    'transaction',
    'deeds',
    'secrets',
    'cli',
    'ipc',
    'security',
  ],
  'electron/deeds': ['secrets', 'cli', 'ipc'],
  'electron/cli': ['ipc', 'security'],
  'electron/secrets': ['compiler', 'preflight', 'host', 'transaction', 'deeds', 'cli', 'ipc', 'security'],
  'electron/security': ['policy', 'compiler', 'preflight', 'host', 'transaction', 'deeds', 'secrets', 'cli', 'ipc'],
  'electron/ipc': ['cli', 'security'],
  renderer: ['host', 'transaction', 'deeds', 'secrets', 'cli', 'ipc'],
};

const message = 'One door per danger: see eslint.config.js.';
const namesClosedTo = (file) => Object.keys(electronNames).filter((name) => electronNames[name] !== file);

const imports = (open, forbiddenRooms = [], file = '') => ({
  'no-restricted-imports': [
    'error',
    {
      paths: [
        ...Object.keys(doors)
          .filter((module) => !open.includes(module))
          .map((name) => ({ name, message })),
        ...(open.includes('electron') ? [{ name: 'electron', importNames: namesClosedTo(file), message }] : []),
      ],
      patterns: forbiddenRooms.map((room) => ({ group: [`#${room}/*`], message: 'That room lies the other way.' })),
    },
  ],
});

const roomOf = (file) =>
  Object.keys(rooms)
    .filter((room) => file.startsWith(room))
    .toSorted((a, b) => b.length - a.length)[0];
const doorFiles = [...new Set(Object.values(doors).flat())];
const doorsOf = (file) => Object.keys(doors).filter((module) => doors[module].includes(file));

const syntax = [
  { selector: 'ExportAllDeclaration', message: 'No barrels.' },
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
  { selector: 'TSEnumDeclaration', message: 'Unions with readable strings instead of enums.' },
];
const noReveal = {
  selector: "CallExpression[callee.property.name='reveal']",
  message: 'A secret is read by the gateways, the vault and the check of its form, nowhere else.',
};
/** Where a secret may be read. */
const revealing = [
  'electron/host/powershell-*.ts',
  'electron/host/simulated-gateway.ts',
  'electron/host/simulation/**/*.ts',
  'electron/policy/pre-shared-key.ts',
  'electron/secrets/**/*.ts',
  // The one file that seals: the key into the file, the passphrase into its derivation.
  'electron/settings-file/sealing.ts',
  // The one file that derives the ledger's key.
  'electron/settings-file/ledger-key.ts',
];

export default tseslint.config(
  { ignores: ['out/**', 'dist/**', 'coverage/**', '**/*.generated.ts', 'test-results/**', 'playwright-report/**'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'no-console': 'error',
      // Keys and free text are checked for control characters, by expressions that name them.
      'no-control-regex': 'off',
      'no-restricted-syntax': ['error', ...syntax, noReveal],
      ...imports([]),
    },
  },
  { files: revealing, rules: { 'no-restricted-syntax': ['error', ...syntax] } },
  ...Object.entries(rooms)
    .toSorted(([a], [b]) => a.length - b.length)
    .map(([room, forbidden]) => ({ files: [`${room}/**/*.{ts,tsx}`, `${room}*.ts`], rules: imports([], forbidden) })),
  ...doorFiles.map((file) => ({ files: [file], rules: imports(doorsOf(file), rooms[roomOf(file)], file) })),
  {
    files: ['**/*.test.ts', '**/*.test.tsx', '**/testing/**', 'e2e/**', '*.config.ts'],
    rules: {
      'no-restricted-imports': 'off',
      'no-restricted-syntax': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
    },
  },
  { files: ['renderer/**/*.{ts,tsx}'], ...reactHooks.configs.flat['recommended-latest'] },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', Buffer: 'readonly' } },
  },
);
