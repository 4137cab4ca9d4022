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

// Fastify says where it listens; the program says so itself, with more. What a call logs with its duration is in the
// line of the call.
const isSaidElsewhere = (message: string) => message.startsWith('Server listening at ')

export function createTextLog(target: Target): TextLog {
  const isColored = target.hasColors?.() ?? false
  const paint = (style: Style, text: string) => (isColored ? styleText(style, text) : text)
  const at = (time: number) => paint('dim', clockOf(new Date(time)))
  return {
    write(line) {
      const { level, time, pid, hostname, reqId, msg = '', err, ...fields } = JSON.parse(line)
      if (level < 40 && ('ms' in fields || isSaidElsewhere(msg))) return
      const name = level >= 50 ? `${paint('red', 'ERROR')} ` : level >= 40 ? `${paint('yellow', 'WARN')} ` : ''
      const more = Object.entries(fields).map(([key, value]) => paint('dim', ` ${key}=${JSON.stringify(value)}`))
      const stack = err === undefined ? '' : `\n${paint('dim', plain(err.stack || err.message))}`
      target.write(`${at(time)} ${name}${plain(msg)}${more.join('')}${stack}\n`)
    },
    writeCall({ action, account, status, code, ms }) {
      const outcome = paint(status < 400 ? 'green' : 'red', code === '' ? String(status) : `${status} ${plain(code)}`)
      const took = paint('dim', `${Math.round(ms)} ms`)
      target.write(`${at(Date.now())} ${plain(action || '-')} ${plain(account || '-')} ${outcome} ${took}\n`)
    }
  }
}

const clockOf = (date: Date) =>
  [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':')

/** Without control characters: a caller chooses action and account, and must not steer the terminal. */
const plain = (text: string): string => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '?')

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
