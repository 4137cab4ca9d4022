import { existsSync, symlinkSync } from 'node:fs'
import t from 'tap'
import manifest from '../../package.json' with { type: 'json' }
import { commands } from '../../src/commands/index.ts'
import { names, rowOf } from '../../src/config/settings.ts'
import { flagOf } from '../../src/config/sources.ts'
import { kill, launch, run } from '../process.ts'
import { command, connectionsOf, folder, program, shell } from './command.ts'

t.test('start is the command, said or not, with the same flags', async (t) => {
  for (const args of [
    ['--port', '0'],
    ['start', '--port=0'],
    ['--host', '127.0.0.1', '--swas-call-log-size', '7']
  ]) {
    const child = launch({ PORT: args.includes('--host') ? '0' : '1' }, args)
    t.after(() => kill(child))
    let said = ''
    for await (const data of child.stdout ?? []) {
      said += data
      if (said.includes('swas-local answers at')) break
    }
    t.match(said, /swas-local answers at http:\/\/127\.0\.0\.1:(?!1\b)\d+/, args.join(' '))
    await kill(child)
  }
})

t.test('it runs by its name, as npm links it', async (t) => {
  const bin = `${folder(t)}/swas-local`
  symlinkSync(program, bin)
  t.match(await shell(bin, ['--version']), { code: 0, stdout: `${manifest.version}\n` })
})

t.test('Terraform’s SWAS_OPEN_ENDPOINT doesn’t keep it from starting', async (t) => {
  await run(t, { SWAS_OPEN_ENDPOINT: '127.0.0.1:20206' })
})

t.test('--version and --help say so', async (t) => {
  t.same(await command(['--version']), { code: 0, stdout: `${manifest.version}\n`, stderr: '' })
  const { code, stdout } = await command(['--help'])
  t.equal(code, 0)
  for (const [name, { summary }] of Object.entries(commands)) {
    t.ok(stdout.includes(summary), `${name} is in the help`)
    const own = await command([name, '--help'])
    t.match(own, { code: 0, stdout: new RegExp(`^ {2}swas-local ${name}`), stderr: '' })
  }
  const { stdout: ofStart } = await command(['start', '-h'])
  const words = ofStart.replace(/\s+/g, ' ')
  for (const name of names) {
    const { help, format, default: fallback } = rowOf(name)
    const said = `--${flagOf(name)} VALUE ${help.en}${format ? ` ${format.en}` : ''}${fallback ? ` [${fallback}]` : ''}`
    t.ok(words.includes(said), said)
  }
})

t.test('what can’t be meant is refused with exit code 2, what is wrong with 1', async (t) => {
  const refused = async (args: string[], code: number, stderr: RegExp, environment = {}) =>
    t.match(await command(args, environment), { code, stderr, stdout: /^$/ }, args.join(' '))
  await refused(['stop'], 2, /^swas-local: stop is no command\. There are: start, env, doctor, .*\.\n$/)
  await refused(['constructor'], 2, /is no command/)
  await refused(['--prot', '1'], 2, /^swas-local start: Unknown option '--prot'\.\nSee swas-local start --help\.\n$/)
  await refused(['env', '--prot', '1'], 2, /^swas-local env: Unknown option '--prot'\.\nSee swas-local env --help\.\n$/)
  await refused(['reset', 'now'], 2, /now is one word too many/)
  await refused(['start', 'now'], 2, /now is one word too many/)
  await refused(['reset', '--account'], 2, /--account/)
  await refused(['wait', '--for-ms', 'x'], 2, /--for-ms must be a whole number/)
  await refused(['wait', 'call'], 2, /name of one operation/)
  await refused(['wait', 'call', 'ListKeyPairs', '--parameter', 'x'], 2, /must be NAME=VALUE/)
  await refused(['seed'], 2, /one FILE/)
  await refused(['snapshot'], 2, /say one of list, save, restore, delete, export, import/)
  await refused(['snapshot', 'save'], 2, /needs the NAME/)
  await refused(['snapshot', 'save', 'a', 'b'], 2, /b is one word too many/)
  await refused(['snapshot', 'import', 'a'], 2, /needs a FILE/)
  await refused(['reset', '--port', '0'], 2, /PORT 0 is any port/)
  await refused(['reset', '--url', 'ftp://x'], 2, /no URL of a service/)
  for (const url of ['https://swas.cn-hangzhou.aliyuncs.com', 'http://swas-open.aliyuncs.com.:80'])
    await refused(['reset', '--url', url], 2, /is the real cloud\. Nothing was sent there/)
  await refused(['reset'], 1, /^swas-local: SWAS_CONTROL_TOKN is not a setting/, { SWAS_CONTROL_TOKN: 'x' })
  await refused(['start'], 1, /^swas-local: PORT must be a whole number/, { PORT: 'x' })
  const nobody = /^swas-local: nobody answers at http:\/\/127\.0\.0\.1:2\. Start it with swas-local start, or say where/
  for (const args of [['reset'], ['snapshot', 'list'], ['wait', 'call', 'ListKeyPairs']])
    await refused([...args, '--port', '2'], 1, nobody)
})

t.test('no command but start opens a database or the data folder', async (t) => {
  const home = folder(t, { 's.yaml': 'accounts: []' })
  const nothing = { PORT: '2', HOME: home }
  t.same((await connectionsOf(t, ['reset'], nothing)).connections, ['127.0.0.1:2'], 'connections are seen')
  const calls = [
    ['env'],
    ['snapshot', 'list'],
    ['reset'],
    ['seed', `${home}/s.yaml`],
    ['wait', '--for-ms', '1'],
    ['wait', 'call', 'ListKeyPairs']
  ]
  for (const args of calls) {
    for (const settings of [{ DATABASE_URL: 'postgres://127.0.0.1:3/d' }, { DATA_DIR: `${home}/data` }]) {
      const { connections } = await connectionsOf(t, args, { ...nothing, ...settings })
      t.same(
        connections.filter((connection) => connection !== '127.0.0.1:2'),
        [],
        args.join(' ')
      )
    }
  }
  t.notMatch((await command(['doctor'], { ...nothing, DATA_DIR: `${home}/data` })).stdout, /WRONG +folder/)
  t.notOk(existsSync(`${home}/data`))
})
