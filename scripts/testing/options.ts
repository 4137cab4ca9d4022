/** The command line of `npm test` and `npm run test:unit`. */
import { parseArgs } from 'node:util'

const help = `npm test -- [options] [path...]

Runs the test files whose path begins with one of the paths; without a path, all of them.
Files that use a database run on the embedded database, then again on PostgreSQL.
PostgreSQL starts only if a chosen file runs on it.

  -t NAME     only tests whose name contains NAME
  --watch     stay, and run the files again that a change concerns
  --unit      only files that need no service, no database, no other program and no build
              (npm run test:unit)
  --help      this text

Environment
  TEST_DATABASE_URL   a PostgreSQL to use instead of a throw-away one
  CI=true             a skipped test is a failure

Examples
  npm test -- test/keys test/ssh
  npm test -- test/operations/create-key-pair.test.ts -t ClientToken
  npm run test:unit -- --watch`

export interface Options {
  readonly paths: readonly string[]
  readonly name: string | undefined
  readonly watches: boolean
  readonly unitOnly: boolean
}

/** Undefined if the help was asked for, and printed. Throws on an unknown option. */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      name: { type: 'string', short: 't' },
      watch: { type: 'boolean', default: false },
      unit: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false }
    }
  })
  if (values.help) {
    process.stdout.write(`${help}\n`)
    return undefined
  }
  return { paths: positionals, name: values.name, watches: values.watch, unitOnly: values.unit }
}
