/** The shells that a script calls: just-bash's own, which also learn which of the script's streams they have. */
import { type Command, decodeBytesToUtf8, defineCommand } from 'just-bash'
import { liveMark } from './live.ts'

export interface Streams {
  readonly isInput: boolean
  readonly isOutput: boolean
}

/** `onCall` gets the streams right before the shell's own script is parsed. */
export function makeShells(onCall: (streams: Streams | undefined) => void): Command[] {
  return ['bash', 'sh'].map((name) =>
    defineCommand(name, async ([first = '', ...others], { origCommand, stdin }) => {
      const isMarked = first.startsWith(liveMark)
      const args = isMarked || first === '' ? others : [first, ...others]
      onCall(isMarked ? { isInput: first.includes('i', liveMark.length), isOutput: first.endsWith('o') } : undefined)
      if (origCommand === undefined) throw new Error(`just-bash has no ${name}`)
      const at = args.indexOf('-s')
      if (at === -1 || args.includes('-c')) return await origCommand(args)
      const script = decodeBytesToUtf8(stdin)
      return await origCommand([...args.slice(0, at), '-c', script, name, ...args.slice(at + 1)])
    })
  )
}
