/** `npm run bench`: every measurement, one after the other; `npm run bench -- start` runs one of them. */
import { execFileSync } from 'node:child_process'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { measureCallLog } from './call-log.ts'
import { measureCreateKeyPair } from './create-key-pair.ts'
import { measureHttps } from './https.ts'
import { measureLibrary } from './library.ts'
import { measureListKeyPairs } from './list-key-pairs.ts'
import { print } from './print.ts'
import { withPostgres } from './programs.ts'
import { measureSessions } from './sessions.ts'
import { measureSoak } from './soak.ts'
import { measureLogon } from './ssh.ts'
import { measureStart } from './start.ts'
import { measureVerified } from './verified.ts'

const measurements = {
  start: measureStart,
  library: measureLibrary,
  list: measureListKeyPairs,
  verified: measureVerified,
  log: measureCallLog,
  https: measureHttps,
  create: measureCreateKeyPair,
  ssh: measureLogon,
  sessions: measureSessions,
  soak: measureSoak
}
type Name = keyof typeof measurements

process.chdir(new URL('..', import.meta.url).pathname)
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in measurements))
if (unknown.length > 0) throw new Error(`No measurement is called ${unknown}. There are: ${Object.keys(measurements)}.`)
execFileSync(process.execPath, ['scripts/build.mjs', '--if-stale'], { stdio: 'inherit' })

print(`${new Date().toISOString()}  ${cpus()[0]?.model}, ${availableParallelism()} cores, Node ${process.version}`)
await withPostgres(async (databaseUrl, server) => {
  print(server)
  for (const name of (asked.length > 0 ? asked : Object.keys(measurements)) as Name[]) {
    const load = loadavg().map((value) => value.toFixed(1))
    print(`\n${name}  (load of the machine before: ${load.join(' ')})`)
    await measurements[name](databaseUrl)
  }
})
