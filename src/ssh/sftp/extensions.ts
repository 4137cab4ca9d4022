/** OpenSSH's extensions of SFTP. */
import { fsync } from './files.ts'
import { largestData, largestPacket, maxHandles } from './limits.ts'
import { expandPath, hardlink, posixRename } from './paths.ts'
import { extended, uint64 } from './reply.ts'
import type { Handler } from './session.ts'

interface Extension {
  /** The version that is announced. */
  readonly version: string
  readonly handler: Handler
}

const limits: Handler = () => extended(...[largestPacket, largestData, largestData, maxHandles].map(uint64))

export const extensions: ReadonlyMap<string, Extension> = new Map([
  ['posix-rename@openssh.com', { version: '1', handler: posixRename }],
  ['hardlink@openssh.com', { version: '1', handler: hardlink }],
  ['fsync@openssh.com', { version: '1', handler: fsync }],
  ['limits@openssh.com', { version: '1', handler: limits }],
  ['expand-path@openssh.com', { version: '1', handler: expandPath }]
])
