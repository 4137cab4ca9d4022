/** An interactive shell: prompts, lines, and the state that each line leaves for the next. */
import { createLineEditor } from '../terminal/line-editor.ts'
import type { Tty } from '../terminal/tty.ts'
import type { Job } from '../threads/thread.ts'
import type { Exit, Terminal } from '../types.ts'
import type { RunEnd, ShellState } from './protocol.ts'

export interface Interactive {
  readonly tty: Tty
  readonly terminal: Terminal
  readonly home: string
  /** Runs a line with the state that the earlier lines left. */
  readonly run: (line: string, state: ShellState | 'new') => Promise<Job>
  /** Runs a line without the terminal; resolves to its output. */
  readonly capture: (line: string, state: ShellState) => Promise<string>
  /** Called with the command that has the terminal and gets its signals. */
  readonly onJob: (job: Job | undefined) => void
}

const login = `[ -r /etc/profile ] && . /etc/profile
[ -r ~/.bash_profile ] && . ~/.bash_profile || { [ -r ~/.profile ] && . ~/.profile; }
[ -r /etc/motd ] && [ ! -e ~/.hushlogin ] && cat /etc/motd; true`

/** Resolves when the shell has ended: by `exit`, by ^D, or with its terminal. */
export async function interact({ tty, terminal, home, run, capture, onJob }: Interactive): Promise<Exit> {
  const perform = async (line: string, before: ShellState | 'new'): Promise<RunEnd> => {
    const job = await run(line, before)
    onJob(job)
    tty.cook((name) => job.signal(name))
    const end = await job.ended
    onJob(undefined)
    tty.setRaw(false)
    return end
  }
  const first = await perform(login, 'new')
  let state = first.state
  if (state === undefined) return first.exit

  const editor = createLineEditor(tty, terminal, (line) => complete(line, home, (text) => capture(text, current())))
  const current = (): ShellState =>
    state ?? { workingDirectory: home, status: 0, prelude: '', functions: {}, prompts: { first: '# ', more: '> ' } }
  tty.onGone(() => void editor.close())
  try {
    for (let text = ''; ; ) {
      const typed = tty.isGone
        ? leave
        : await editor.ask(text === '' ? current().prompts.first : current().prompts.more)
      if ('end' in typed) {
        if (tty.isGone || (typed.end === 'leave' && text === '')) {
          await editor.close()
          await tty.write(Buffer.from('logout\n'))
          return { code: current().status }
        }
        state = { ...current(), status: 130 }
        text = ''
        continue
      }
      text += text === '' ? typed.line : `\n${typed.line}`
      if (text.trim() === '') {
        text = ''
        continue
      }
      const end = await perform(text, current())
      if (end.isIncomplete) continue
      text = ''
      if (end.state !== undefined) state = end.state
      else if ('code' in end.exit) return end.exit
      else if (tty.isGone) return end.exit
      else {
        if (end.exit.message !== '') await tty.write(Buffer.from(`${end.exit.message}\n`))
        state = { ...current(), status: 137 }
      }
    }
  } finally {
    await editor.close()
  }
}

const leave = { end: 'leave' } as const

const builtins = ['alias', 'cd', 'declare', 'exit', 'export', 'history', 'source', 'trap', 'type', 'unset']

/** Completes the last word: a command at the beginning of a line, a file elsewhere. */
async function complete(
  line: string,
  home: string,
  capture: (text: string) => Promise<string>
): Promise<[string[], string]> {
  const word = /(?:^|[\s;|&(<>=])([^\s;|&(<>=]*)$/.exec(line)?.[1] ?? ''
  const isCommand = /^\s*$|[;|&(]\s*$/.test(line.slice(0, line.length - word.length)) && !word.includes('/')
  const begun = word.replace(/[^\w./~@:+-]/g, '\\$&')
  const text = isCommand
    ? `for f in /usr/local/bin/${begun}* /usr/bin/${begun}* /usr/sbin/${begun}*; do if [ -e "$f" ]; then basename "$f"; fi; done`
    : `for f in ${begun}*; do if [ -d "$f" ]; then echo "$f/"; elif [ -e "$f" ]; then echo "$f"; fi; done`
  const found = (await capture(text)).split('\n').filter((name) => name !== '')
  if (isCommand) found.push(...builtins.filter((name) => name.startsWith(word) && !found.includes(name)))
  if (word.startsWith('~'))
    return [found.map((name) => (name.startsWith(home) ? `~${name.slice(home.length)}` : name)), word]
  return [found, word]
}
