/** The `scp -t` or `scp -f` that the client of `scp -O` runs on the server, unseen by its user. */
export interface ScpCommand {
  /** Whether the server receives files (`sink`) or sends them (`source`). */
  readonly role: 'sink' | 'source'
  readonly isRecursive: boolean
  /** Whether permissions and times are copied too. */
  readonly isPreserving: boolean
  /** Whether the target must be a folder, since several files are copied. */
  readonly needsFolder: boolean
  readonly paths: readonly string[]
  /** Relative paths start here. */
  readonly home: string
}

/** Whether a command line looks like one, before a shell has split it into words. */
export const isScp = (command: string) => /^scp\s+(-[a-z]+\s+)*-[a-z]*[tf]/.test(command)

/** undefined if it isn't one after all. */
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
