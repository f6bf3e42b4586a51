import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** Who may import whom. CONTRACT: README.md draws the same arrows. */
const layers = {
  contract: [],
  platform: ['contract'],
  auth: ['contract', 'platform'],
  embedding: ['contract', 'platform'],
  mix: ['contract', 'platform', 'embedding'],
  stems: ['contract', 'platform', 'embedding'],
  jam: ['contract', 'platform'],
  suggestions: ['contract', 'platform', 'embedding', 'mix', 'stems'],
  evaluate: ['contract', 'platform', 'embedding', 'mix', 'stems'],
  sockets: ['contract', 'platform', 'auth', 'jam'],
  http: ['contract', 'platform', 'auth', 'jam', 'stems'],
};
const folders = Object.keys(layers);

const serverZones = Object.entries(layers).map(([folder, mayImport]) => ({
  target: `./server/${folder}`,
  from: [
    ...folders
      .filter((other) => other !== folder && !mayImport.includes(other))
      .map((other) => `./server/${other}`),
    './app',
  ],
  message: `server/${folder} may import: ${['nothing but zod', ...mayImport].slice(mayImport.length > 0 ? 1 : 0).join(', ')}.`,
}));
const appZones = [
  {
    target: './app',
    from: './server',
    except: ['./contract'],
    message: 'The pages may import only server/contract: the bundle and the server are two module graphs.',
  },
  {
    target: './app/_jam',
    from: './app/_audio',
    message: '_jam and _audio meet only in the page that uses both.',
  },
  {
    target: './app/_audio',
    from: './app/_jam',
    message: '_jam and _audio meet only in the page that uses both.',
  },
];

const only = (names, files, message) => ({
  files: ['server/**/*.ts', 'app/**/*.{ts,tsx}'],
  ignores: files,
  rules: { 'no-restricted-imports': ['error', { paths: names.map((name) => ({ name, message })) }] },
});

export default tseslint.config(
  {
    ignores: [
      '.next/',
      'node_modules/',
      'data/',
      'models/',
      'prisma/seed/',
      'server/platform/prismaClient/',
      'next-env.d.ts',
      'test-results/',
    ],
  },
  tseslint.configs.recommended,
  {
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        importX.createNodeResolver({
          extensions: ['.ts', '.tsx', '.js', '.mjs'],
          tsconfig: { configFile: new URL('./tsconfig.json', import.meta.url).pathname },
        }),
      ],
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones: [...serverZones, ...appZones] }],
      'import-x/no-cycle': ['error', { maxDepth: 8, ignoreExternal: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: 'server/config.ts is the only reader of the environment.',
        },
      ],
      eqeqeq: 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: [
      'server/index.ts',
      'server/start.ts',
      '**/*.config.{ts,js}',
      '**/*.mjs',
      '**/*.test.ts',
      'server/**/test*.ts',
      'e2e/**',
      '.ci/**',
      'server/**/*Thread.ts',
      'server/**/*Worker.ts',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },
  only(['tone'], ['app/_audio/**'], 'AudioEngine is the only importer of Tone.js.'),
  only(
    ['onnxruntime-node'],
    ['server/embedding/**'],
    'Inference blocks its thread: only the embedding worker may run it.',
  ),
);
