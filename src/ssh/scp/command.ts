/** What the other side of `scp -O` asks for, as a command line that its user never sees. */
export interface ScpCommand {
  /** Whether this side gets files, or gives them. */
  readonly role: 'sink' | 'source'
  readonly isRecursive: boolean
  /** Permissions and times go along. */
  readonly isPreserving: boolean
  /** Where several files go, the target has to be a folder. */
  readonly needsFolder: boolean
  readonly paths: readonly string[]
  /** From where paths are meant that aren't absolute. */
  readonly home: string
}

/** Whether a command is one of these, before a shell has made words of it. */
export const isScp = (command: string) => /^scp\s+(-[a-z]+\s+)*-[a-z]*[tf]/.test(command)

/** Undefined where it isn't one after all. */
export function parseScp(words: readonly string[], home: string): ScpCommand | undefined {
  const [name, ...rest] = words
  const first = rest.findIndex((word) => !/^-[a-z]+$/.test(word))
  const flags = (first < 0 ? rest : rest.slice(0, first)).join('')
  const paths = first < 0 ? [] : rest.slice(rest[first] === '--' ? first + 1 : first)
  const isSink = flags.includes('t')
  if (name !== 'scp' || isSink === flags.includes('f') || paths.length === 0) return
  if (isSink && paths.length > 1) return
  return {
    role: isSink ? 'sink' : 'source',
    isRecursive: flags.includes('r'),
    isPreserving: flags.includes('p'),
    needsFolder: flags.includes('d'),
    paths,
    home
  }
}
