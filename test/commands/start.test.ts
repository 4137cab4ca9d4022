// On the embedded database only: what a start says and when it ends comes to no database.
/** What a start looks like on a terminal, and how it ends. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import manifest from '../../package.json' with { type: 'json' }
import { caller } from '../fixture.ts'
import { has } from '../machine.ts'
import { kill, launch } from '../process.ts'
import { program } from './command.ts'

const golden = readFileSync(new URL('./start.golden.txt', import.meta.url), 'utf8')
const sequences = /\u001b\[[\d;]*m/g

/** What changes from start to start: version, ports, times. */
const withoutFigures = (text: string) =>
  text
    .replaceAll('\r', '')
    .replaceAll(manifest.version, 'VERSION')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replace(/port \d+/g, 'port PORT')
    .replace(/\d\d:\d\d:\d\d/g, 'HH:MM:SS')
    .replace(/\d+ ms/g, 'N ms')

/** Waits until a stream has said it, and reads on. */
async function saying(stream: Readable | null, text: string): Promise<void> {
  if (stream === null) throw new Error('no output to read')
  let said = ''
  await new Promise<void>((resolve) => {
    stream.on('data', (data) => {
      said += data
      if (said.includes(text)) resolve()
    })
  })
}

t.test('on a terminal', { skip: !has('script') && 'no script' }, async (t) => {
  for (const NO_COLOR of ['', '1']) {
    const child = spawn('script', ['-qefc', `exec "${process.execPath}" "${program}"`, '/dev/null'], {
      env: { PATH: process.env.PATH, PORT: '0', TERM: 'xterm-256color', ...(NO_COLOR && { NO_COLOR }) },
      stdio: ['pipe', 'pipe', 'inherit']
    })
    t.after(() => kill(child))
    let said = ''
    child.stdout.on('data', (data) => {
      said += data
    })
    const until = async (found: RegExp) => {
      while (!found.test(said)) await once(child.stdout, 'data')
      return found.exec(said)?.[1] ?? ''
    }
    const endpoint = await until(/http:\/\/([\d.:]+).*Ctrl\+C\s/s)
    const rpc = caller(endpoint)
    await rpc('ListKeyPairs', { AccessKeyId: 'dev' })
    await rpc('DeleteKeyPairs', { AccessKeyId: 'dev', 'KeyPairNames.1': '' })
    await until(/DeleteKeyPairs.* ms/)
    await rpc('No\n12:00:00 CreateKeyPair', { AccessKeyId: 'dev' })
    await until(/No.* ms/)
    await fetch(`http://${endpoint}/v1/regions`, { headers: { origin: 'http://evil.example' } })
    await until(/refused.* ms/)
    child.stdin.write('\u0003')
    t.same((await once(child, 'close'))[0], 0)
    const shown = said.replace(/^\^C/m, '')
    t.equal(withoutFigures(shown.replace(sequences, '')), golden)
    t.equal(sequences.test(shown), NO_COLOR === '', 'coloured, unless NO_COLOR is set')
    sequences.lastIndex = 0
  }
})

t.test('LOG_FORMAT chooses', async (t) => {
  const child = launch({ LOG_FORMAT: 'text' })
  t.after(() => kill(child))
  const [said] = await once(child.stdout ?? child, 'data')
  t.match(String(said), /^swas-local \S+ is ready\n/)
})

t.test('a signal that comes twice is one stop', async (t) => {
  const child = launch({})
  t.after(() => kill(child))
  await saying(child.stdout, 'swas-local answers at')
  const ended = once(child, 'exit')
  for (let times = 0; times < 3; times++) child.kill('SIGTERM')
  t.same(await ended, [0, null])
})

t.test('under npm it ends when npm is gone', async (t) => {
  for (const [event, ends] of [
    ['start', true],
    ['pretest', false]
  ] as const) {
    const script = '"$0" "$1" >&2 & echo $!; wait'
    const parent = spawn('sh', ['-c', script, process.execPath, program], {
      env: { PATH: process.env.PATH, PORT: '0', npm_lifecycle_event: event },
      stdio: ['ignore', 'pipe', 'pipe']
    })
    t.after(() => kill(parent))
    const pid = Number((await once(parent.stdout, 'data'))[0])
    const isRunning = () => {
      try {
        process.kill(pid, 0)
        // In a container nobody may wait for a process whose parent is gone: it has ended all the same.
        return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
      } catch {
        return false
      }
    }
    t.after(() => isRunning() && process.kill(pid, 'SIGKILL'))
    await saying(parent.stderr, 'swas-local answers at')
    parent.kill('SIGKILL')
    if (ends) while (isRunning()) await wait(50)
    else await wait(2000)
    t.equal(isRunning(), !ends, event)
  }
})
