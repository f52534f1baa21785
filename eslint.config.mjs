// Few rules, all errors. What the compiler can refuse is left to it; layering is checked in test/tidy.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** The folders of the core and what each may import (docs/architecture.md has the picture). */
const PURE = 'server/src/core/**/*.ts';

export default tseslint.config(
  { ignores: ['dist/', '.cache/', 'node_modules/', 'test/editor/node_modules/'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.mts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        fetch: 'readonly',
      },
    },
  },
  {
    files: ['test/tasks/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: [PURE],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            'node:*',
            'vscode*',
            'fs',
            'path',
            '**/lsp/*',
            '**/workspace/*',
            '**/cli/*',
            '**/client/*',
          ],
        },
      ],
      'no-restricted-globals': ['error', 'process', 'window', 'document', 'console'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The core reads no clock.' },
        { object: 'Math', property: 'random', message: 'Randomness comes from base/prng.ts with a seed.' },
      ],
    },
  },
);
