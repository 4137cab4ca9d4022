export default {
  input: './openapi/swas-local.json',
  // Run by npx it doesn't see tsconfig.json, and would leave the extensions out that Node.js asks for.
  output: { path: 'sdk/hey-api/generated', module: { extension: '.js' } },
  plugins: ['@hey-api/client-fetch']
}
