/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  typedRoutes: true,
  // The test command type-checks and lints everything once, tests included.
  typescript: { ignoreBuildErrors: true },
  // A second lock file further up must not move the root.
  turbopack: { root: import.meta.dirname },
};
