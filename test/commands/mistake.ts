/** A mistake at the start, and what the start says about it. */
import type { Test } from 'tap'
import { patient } from '../process.ts'
import { command } from './command.ts'

export interface Mistake {
  readonly title: string
  readonly settings: Readonly<Record<string, string>>
  readonly says: RegExp
}

/** Whoever waits for a start that never ends isn't told anything. */
export async function refused(t: Test, { title, settings, says }: Mistake): Promise<void> {
  const { code, stdout, stderr } = await command([], { ...patient, PORT: '0', ...settings })
  t.equal(code, 1, title)
  t.match(stderr, says, title)
  t.match(stderr, /^swas-local: .+\.\)?\n$/, `${title}: one line`)
  t.notMatch(stderr + stdout, /hush-hush/, `${title}: without the password`)
}
