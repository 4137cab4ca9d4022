/** Log lines for people: pino's lines of JSON become `12:01:03 message`, and each call gets a line of its own. */
import { styleText } from 'node:util'
import type { CallLog } from '../control/call-log.ts'

interface Target {
  write(line: string): void
  /** As a terminal of Node.js has it; it knows NO_COLOR. */
  hasColors?(): boolean
}

/** A call that was answered. */
export interface AnsweredCall {
  readonly action: string
  readonly account: string
  readonly status: number
  /** '' if it succeeded. */
  readonly code: string
  readonly ms: number
}

export interface TextLog {
  /** Takes a line of pino. */
  write(line: string): void
  writeCall(call: AnsweredCall): void
}

type Style = Parameters<typeof styleText>[0]

// Fastify says where it listens; the program says so itself, with more. What is logged with an action and a duration is
// in the line of the call.
const isSaidElsewhere = (message: string, { action, ms }: { action?: string; ms?: number }) =>
  message.startsWith('Server listening at ') || (action !== undefined && ms !== undefined)

export function createTextLog(target: Target): TextLog {
  const isColored = target.hasColors?.() ?? false
  const paint = (style: Style, text: string) => (isColored ? styleText(style, text) : text)
  const durationOf = (ms: number) => paint('dim', `${Math.round(ms)} ms`)
  const at = (time: number) => paint('dim', clockOf(new Date(time)))
  return {
    write(line) {
      const { level, time, pid, hostname, reqId, msg = '', err, ms, ...fields } = JSON.parse(line)
      if (level < 40 && isSaidElsewhere(msg, { ...fields, ms })) return
      const name = level >= 50 ? `${paint('red', 'ERROR')} ` : level >= 40 ? `${paint('yellow', 'WARN')} ` : ''
      const more = Object.entries(fields).map(([key, value]) => paint('dim', plain(` ${key}=${JSON.stringify(value)}`)))
      const stack =
        err === undefined ? '' : `\n${paint('dim', (err.stack || err.message).split('\n').map(plain).join('\n'))}`
      const took = ms === undefined ? '' : ` ${durationOf(ms)}`
      target.write(`${at(time)} ${name}${plain(msg)}${more.join('')}${took}${stack}\n`)
    },
    writeCall({ action, account, status, code, ms }) {
      const outcome = paint(status < 400 ? 'green' : 'red', code === '' ? String(status) : `${status} ${plain(code)}`)
      const who = `${plain(action || '-')} ${plain(account || '-')}`
      target.write(`${at(Date.now())} ${who} ${outcome} ${durationOf(ms)}\n`)
    }
  }
}

const clockOf = (date: Date) =>
  [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':')

/** Without control characters: a caller chooses action and account, and must not steer the terminal or add lines. */
const plain = (text: string): string => text.replace(/\p{Cc}/gu, '?')

/** Writes each call to the log for people, if there is one and its level has room for it. */
export function showCalls(callLog: CallLog, level: string, textLog: TextLog | undefined): CallLog {
  if (textLog === undefined || !['info', 'debug', 'trace'].includes(level)) return callLog
  return {
    ...callLog,
    note(call) {
      callLog.note(call)
      textLog.writeCall(call)
    }
  }
}
