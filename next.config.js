/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` checks the types of everything; a start must not fail, or wait, over a test's type
  typescript: { ignoreBuildErrors: true },
  // Native and wasm modules, and those that must exist once in the process, stay outside the bundle.
  serverExternalPackages: [
    '@duckdb/node-api', '@electric-sql/pglite', 'pglite-prisma-adapter', '@prisma/client', '@prisma/adapter-pg',
    'pg', 'pino', 'prom-client', '@node-rs/argon2',
  ],
};
export default config;
