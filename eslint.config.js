import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import reactHooks from 'eslint-plugin-react-hooks';

/** One door per danger: [what may be imported, by which files alone]. */
const doors = [
  ['node-powershell', ['electron/host/powershell-gateway.ts', 'electron/host/powershell-process.ts']],
  ['child_process', []],
  ['node:child_process', ['electron/cli/**/*.test.ts', 'electron/host/*.test.ts', 'e2e/**']],
];

const restricted = (names, patterns = []) => ({
  'no-restricted-imports': [
    'error',
    { paths: names.map((name) => ({ name, message: 'One door per danger: see eslint.config.js.' })), patterns },
  ],
});
const closed = doors.map(([name]) => name);

export default tseslint.config(
  { ignores: ['out/**', 'dist/**', 'coverage/**', '**/*.generated.ts', 'test-results/**', 'playwright-report/**'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Method signatures of the gateways are passed as objects, never torn off.
      '@typescript-eslint/unbound-method': 'error',
      'no-console': 'error',
      'no-control-regex': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'No barrels.' },
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        { selector: 'TSEnumDeclaration', message: 'Unions with readable strings instead of enums.' },
      ],
      ...restricted(closed),
    },
  },
  {
    // The simulated computer sees calls, never the policy or the plan.
    files: ['electron/host/simulated-*.ts', 'electron/host/simulation/**/*.ts'],
    rules: restricted(closed, [
      { group: ['#policy/*', '#compiler/*', '#transaction/*', '#preflight/*'], message: 'The simulated host never sees the policy, only calls.' },
    ]),
  },
  ...doors.flatMap(([name, files]) =>
    files.length === 0 ? [] : [{ files, rules: restricted(closed.filter((other) => other !== name)) }],
  ),
  { files: ['**/*.test.ts', '*.config.ts'], rules: { 'no-restricted-syntax': 'off', '@typescript-eslint/explicit-module-boundary-types': 'off' } },
  { files: ['renderer/**/*.{ts,tsx}'], ...reactHooks.configs.flat['recommended-latest'] },
  { files: ['**/*.js', '**/*.mjs', '**/*.cjs'], languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', Buffer: 'readonly' } } },
);
