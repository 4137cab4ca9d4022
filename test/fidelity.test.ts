// On the embedded database only: it is a list of what is declared, and no database is asked.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { type Fidelity, formerly } from '../src/errors/provenance.ts'
import { reportFidelity } from '../src/http/control/report-fidelity.ts'
import { operations } from '../src/operations/index.ts'

const { operations: rules, errors } = reportFidelity(operations)
const all: { what: string; fidelity: Fidelity }[] = [
  ...rules.flatMap(({ operation, rules }) =>
    rules.map(({ rule, ...fidelity }) => ({ what: `${operation}: ${rule}`, fidelity }))
  ),
  ...errors.map(({ status, code, message, ...fidelity }) => ({ what: `${status} ${code}: ${message}`, fidelity }))
]
const order = ['assumed', 'inferred', 'recorded', 'documented']

t.test('each rule and each error says where it comes from', async (t) => {
  for (const { what, fidelity } of all) {
    t.ok(order.includes(fidelity.source), `${what}: its class`)
    t.match(fidelity.where, /\p{L}{3}/u, `${what}: its source`)
    t.match(fidelity.read, /^20\d\d-(0[1-9]|1[0-2])$/, `${what}: the month`)
  }
})

t.test('an operation has no rule twice, and each has one', async (t) => {
  for (const { operation, rules: own } of rules) {
    t.ok(own.length > 0, operation)
    t.equal(new Set(own.map(({ rule }) => rule)).size, own.length, operation)
  }
})

t.test('what moved has a source that is better than what it was taken for, and read since', async (t) => {
  const moved = all.filter(({ fidelity: { was } }) => was !== undefined)
  t.ok(moved.length > 0)
  for (const { what, fidelity } of moved) {
    t.ok(order.indexOf(fidelity.source) > order.indexOf(fidelity.was ?? ''), what)
    t.ok(fidelity.read >= '2026-09', what)
  }
  t.same(formerly('assumed', { source: 'inferred', where: 'here', read: '2026-11' }).was, 'assumed')
})

t.test('docs/fidelity.md shows every one of them, and what moved once more', async (t) => {
  const page = readFileSync(join(import.meta.dirname, '../docs/fidelity.md'), 'utf8')
  const [listed = '', moved = ''] = page.split('## What moved')
  for (const { rules: own } of rules)
    for (const { rule, source, where, read } of own)
      t.ok(listed.includes(`| ${rule} | ${source} | ${where} (${read}) |`), rule)
  for (const { status, code, message, source, where, read } of errors)
    t.ok(listed.includes(`| ${status} \`${code}\`: ${message} | ${source} | ${where} (${read}) |`), code)
  const rows = moved.split('\n').filter((line) => /^\| (?!rule)/.test(line))
  t.equal(rows.length, all.filter(({ fidelity: { was } }) => was !== undefined).length)
})
