import { setTimeout as pause } from 'node:timers/promises'
import type { Call, WaitFor } from '../client/types.ts'
import { type Command, Failure, type ParsedArguments, UsageError } from './command.ts'
import { askHealth } from './health.ts'
import { noWords, numberOf } from './parse-arguments.ts'
import { accountFlag, atService, jsonFlag, scopeOf } from './service.ts'
import { readTarget, targetSettings, urlFlag } from './target.ts'

const pauseMs = 100

export const wait: Command = {
  usage: ['', 'call OPERATION'],
  about:
    'Waits until the service and its database answer, or until a call that matches was made; earlier calls count too. After the\ntime limit it fails; for a call, the message says what was called instead. See docs/calls.md.',
  flags: {
    'for-ms': { value: 'N', help: 'Milliseconds to wait for the service.', default: '30000' },
    'within-ms': { value: 'N', help: 'Milliseconds to wait for a call.', default: '1000' },
    parameter: {
      value: 'NAME=VALUE',
      help: 'A parameter that the call must have; lists and objects as JSON.',
      repeats: true
    },
    code: { value: 'CODE', help: 'The code of the error that the call must have got; empty for success.' },
    times: { value: 'N', help: 'Number of such calls.', default: '1' },
    account: accountFlag,
    json: jsonFlag,
    url: urlFlag
  },
  settings: targetSettings,
  async run(line) {
    if (line.words.length === 0) await waitForService(line)
    else for (const call of await waitForCall(line)) line.print(line.has('json') ? JSON.stringify(call) : shown(call))
    return 0
  }
}

async function waitForService(line: ParsedArguments): Promise<void> {
  noWords(line)
  const { url } = readTarget(line)
  const forMs = numberOf(line, 'for-ms') ?? 30_000
  const end = AbortSignal.timeout(forMs)
  for (;;) {
    const health = await askHealth(url, end)
    if (typeof health === 'object' && health.status === 'ok') return
    if (health === 'other') throw new Failure(`another program than swas-local answers at ${url}.`)
    if (end.aborted) {
      const found = health === 'silent' ? 'doesn’t answer' : `is ${health.status}`
      throw new Failure(`${url} still ${found} after ${forMs} ms.`)
    }
    await pause(pauseMs, undefined, { signal: end }).catch(() => {})
  }
}

async function waitForCall(line: ParsedArguments): Promise<Call[]> {
  const [word, operation, ...more] = line.words
  if (word !== 'call' || operation === undefined || more.length > 0)
    throw new UsageError('say nothing, or call and the name of one operation.')
  const [withinMs, times, code] = [numberOf(line, 'within-ms'), numberOf(line, 'times'), line.text('code')]
  const wanted: WaitFor = {
    operation,
    parameters: Object.fromEntries(line.texts('parameter').map(readParameter)),
    ...scopeOf(line),
    ...(withinMs !== undefined && { withinMs }),
    ...(times !== undefined && { times }),
    ...(code !== undefined && { code })
  }
  return await atService(line, (control) => control.waitFor(wanted))
}

function readParameter(text: string): [string, unknown] {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? []
  if (name === undefined || value === undefined) throw new UsageError(`--parameter ${text} must be NAME=VALUE.`)
  if (!/^[[{]/.test(value)) return [name, value]
  try {
    return [name, JSON.parse(value)]
  } catch {
    throw new UsageError(`--parameter ${name} is no JSON: ${value}`)
  }
}

const shown = ({ time, account, operation, status, code, requestId }: Call): string =>
  [time.toISOString(), account, operation, status, code || 'done', requestId].join('\t')
