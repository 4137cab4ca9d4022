/**
 * Writes what is generated from the sources: openapi/, docs/fidelity.md, docs/settings.md, the library's options, and
 * the READMEs' count of what is assumed.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { buildApp } from '../src/app.ts'
import { readConfig } from '../src/config/config.ts'
import type { Fidelity } from '../src/errors/provenance.ts'
import { reportFidelity } from '../src/http/control/report-fidelity.ts'
import { operations } from '../src/operations/index.ts'
import { generateFromSettings } from './settings.ts'

for (const [file, text] of Object.entries(generateFromSettings())) writeFileSync(file, text)

const { app } = await buildApp({ ...readConfig([], {}), logLevel: 'silent' })
mkdirSync('openapi', { recursive: true })
writeFileSync('openapi/swas-local.json', `${JSON.stringify(app.swagger(), null, 2)}\n`)
const control = await app.inject({ url: '/_swas/openapi.json', headers: { host: '127.0.0.1:20206' } })
writeFileSync('openapi/control.json', `${JSON.stringify(control.json(), null, 2)}\n`)
await app.close()

const { counts, operations: rules, errors } = reportFidelity(operations)
const origin = ({ source, where, read }: Fidelity) => `${source} | ${where} (${read})`
const table = (head: string, rows: string[]) =>
  `| ${head} | source | where (read) |\n|---|---|---|\n${rows.join('\n')}\n`

const textOf = ({ status, code, message }: (typeof errors)[number]) => `${status} \`${code}\`: ${message}`

function movedTable(): string {
  const all = [
    ...rules.flatMap(({ operation, rules: own }) =>
      own.map((rule) => ({ ...rule, what: `${operation}: ${rule.rule}` }))
    ),
    ...errors.map((error) => ({ ...error, what: textOf(error) }))
  ]
  const moved = all.filter(({ was }) => was !== undefined)
  const rows = moved.map(({ what, was, ...now }) => `| ${what} | ${was} | ${origin(now)} |`)
  return `| rule or error | was | source | where (read) |\n|---|---|---|---|\n${rows.join('\n')}\n`
}

writeFileSync(
  'docs/fidelity.md',
  `# Fidelity

**Reference** · [all pages](README.md)

Written by \`npm run openapi\` from the declarations in the code; don't edit it.

Where each rule and each error comes from: **documented** (a page of the cloud), **recorded** (a real reply),
**inferred** (a sibling product or an SDK's source) or **assumed** (our own choice). Now there are
${counts.documented} documented, ${counts.recorded} recorded, ${counts.inferred} inferred and ${counts.assumed} assumed ones.

## Rules

${operations
  .map((operation) => {
    const { action, extension, summary } = operation
    const own = rules.find((one) => one.operation === action)?.rules ?? []
    const rows = own.map((rule) => `| ${rule.rule} | ${origin(rule)} |`)
    return `### ${action}${extension ? ' (extension)' : ''}\n\n${summary}\n\n${table('rule', rows)}`
  })
  .join('\n')}
## Errors

${table(
  'status, code, message',
  errors.map((error) => `| ${textOf(error)} | ${origin(error)} |`)
)}
## What moved

Rules and errors for which a better source was found since they were written down.

${movedTable()}`
)

const { documented, recorded, inferred, assumed } = counts
const all = documented + recorded + inferred + assumed
const told = {
  'README.md': `Of ${all} rules, codes and messages, ${documented} are documented, ${recorded} recorded from real replies, ${inferred} inferred and **${assumed} only assumed**`,
  'README.zh-CN.md': `在 ${all} 条规则、错误码和消息中，${documented} 条有文档依据，${recorded} 条录自真实回复，${inferred} 条为推断，**${assumed} 条仅为假定**`
}
for (const [file, words] of Object.entries(told)) {
  const text = readFileSync(file, 'utf8')
  writeFileSync(
    file,
    text.replace(/(<!-- fidelity -->).*(<!-- \/fidelity -->)/s, (_, begin, end) => begin + words + end)
  )
}
