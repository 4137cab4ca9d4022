/** Writes what is generated from the sources: openapi/swas-local.json and docs/fidelity.md. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { buildApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { catalogue } from '../src/errors.ts'
import type { Fidelity } from '../src/fidelity.ts'
import type { Operation } from '../src/operation.ts'
import { operations } from '../src/operations/index.ts'

const { app } = await buildApp({ ...readConfig([], {}), logLevel: 'silent' })
mkdirSync('openapi', { recursive: true })
writeFileSync('openapi/swas-local.json', `${JSON.stringify(app.swagger(), null, 2)}\n`)
const control = await app.inject({ url: '/_swas/openapi.json', headers: { host: '127.0.0.1:20206' } })
writeFileSync('openapi/control.json', `${JSON.stringify(control.json(), null, 2)}\n`)
await app.close()

const rulesOf = ({ rules, rate }: Operation) => [...rules, ...(rate === undefined ? [] : [rate])]
const entries: Fidelity[] = [...operations.flatMap(rulesOf), ...catalogue.map(({ entry }) => entry.fidelity)]
const count = (source: Fidelity['source']) => entries.filter((entry) => entry.source === source).length
const origin = ({ source, where, read }: Fidelity) => `${source} | ${where} (${read})`
const table = (head: string, rows: string[]) =>
  `| ${head} | source | where (read) |\n|---|---|---|\n${rows.join('\n')}\n`

writeFileSync(
  'docs/fidelity.md',
  `# Fidelity

Written by \`npm run openapi\` from the declarations in the code; don't edit it.

Where each rule and each error comes from: **documented** (a page of the cloud), **recorded** (a real reply),
**inferred** (a sibling product or an SDK's source) or **assumed** (our own choice). Now there are
${count('documented')} documented, ${count('recorded')} recorded, ${count('inferred')} inferred and ${count('assumed')} assumed ones.

## Rules

${operations
  .map((operation) => {
    const { action, extension, summary } = operation
    const rows = rulesOf(operation).map((rule) => `| ${rule.rule} | ${origin(rule)} |`)
    return `### ${action}${extension ? ' (extension)' : ''}\n\n${summary}\n\n${table('rule', rows)}`
  })
  .join('\n')}
## Errors

${table(
  'status, code, message',
  catalogue.map(({ entry }) => `| ${entry.status} \`${entry.code}\`: ${entry.message} | ${origin(entry.fidelity)} |`)
)}`
)
