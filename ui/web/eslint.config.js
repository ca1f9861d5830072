import hooks from 'eslint-plugin-react-hooks';
import { readdirSync } from 'node:fs';
import tseslint from 'typescript-eslint';

const features = readdirSync(new URL('src/features', import.meta.url));

// A feature knows lib and ui, and no other feature; lib and ui know none.
const closed = (files, group) => ({ files, rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message: 'Features do not know each other; share through lib or ui.' }] }] } });

export default tseslint.config(
  { ignores: ['dist', 'node_modules'] },
  tseslint.configs.recommended,
  { files: ['src/**/*.{ts,tsx}'], ...hooks.configs.flat['recommended-latest'] },
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-restricted-syntax': ['error', { selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]', message: 'Text of the library goes in as text.' }],
      // TanStack Virtual's hook returns what the compiler cannot memoise; nothing is compiled here.
      'react-hooks/incompatible-library': 'off',
    },
  },
  ...features.map((name) => closed([`src/features/${name}/**`], ['**/app/**', ...features.filter((other) => other !== name).flatMap((other) => [`**/${other}/*`, `**/features/${other}/**`])])),
  closed(['src/lib/**', 'src/ui/**'], ['**/app/**', '**/features/**']),
);
