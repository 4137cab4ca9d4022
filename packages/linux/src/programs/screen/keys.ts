/** Splits terminal input into keys: characters, and the names of keys that send a sequence. */
import type { TerminalAccess } from '../../types.ts'

const named: Readonly<Record<string, string>> = {
  A: 'Up',
  B: 'Down',
  C: 'Right',
  D: 'Left',
  H: 'Home',
  F: 'End',
  '1~': 'Home',
  '7~': 'Home',
  '2~': 'Insert',
  '3~': 'Delete',
  '4~': 'End',
  '8~': 'End',
  '5~': 'PageUp',
  '6~': 'PageDown'
}

/** An Escape that begins no sequence, or that comes last, is the key itself. */
function splitKeys(sent: string): string[] {
  const keys: string[] = []
  for (const [whole, sequence] of sent.matchAll(/\x1b(?:\[|O)((?:[\d;]*)[A-Za-z~])|[\s\S]/gu)) {
    if (sequence === undefined) keys.push(whole)
    else {
      const name = named[sequence] ?? named[sequence.replace(/^1?;?\d*(?=[A-Z]$)/, '')]
      if (name !== undefined) keys.push(name)
    }
  }
  return keys
}

/** The keys of a terminal until it ends; an empty list if only its size changed. */
export async function* typed(terminal: TerminalAccess): AsyncGenerator<string[]> {
  for (let sent = await terminal.readKeys(); sent !== undefined; sent = await terminal.readKeys()) yield splitKeys(sent)
}
