import type { TerminalAccess } from '../types.ts'

/** Asks for a line without echo; empty if Ctrl-C, Ctrl-D or the end of the terminal ended it. */
export async function ask(terminal: TerminalAccess, prompt: string): Promise<string> {
  terminal.setRaw(true)
  terminal.write(prompt)
  try {
    let line = ''
    for (;;) {
      const keys = await terminal.readKeys()
      if (keys === undefined) return ''
      for (const key of keys) {
        if (key === '\r' || key === '\n') return line
        if (key === '\x03' || key === '\x04') return ''
        if (key === '\x7f' || key === '\b') line = [...line].slice(0, -1).join('')
        else if (key === '\x15') line = ''
        else line += key
      }
    }
  } finally {
    terminal.write('\r\n')
    terminal.setRaw(false)
  }
}
