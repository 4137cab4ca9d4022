/** A server's disk with the devices of one command on top. */
import type { IFileSystem } from 'just-bash'
import { resolveMarked, unmarked } from './redirects.ts'

export interface Device {
  /** just-bash expects bytes from a stream, but text for `read`. */
  readonly isText?: boolean
  read?(): Promise<Uint8Array>
  write?(bytes: Uint8Array): Promise<void>
}

const encodings = { binary: 'latin1', latin1: 'latin1', 'utf-8': 'utf8', ascii: 'latin1' } as const

type Content = string | Uint8Array
type Options = { encoding?: string | null } | string | undefined

const encodingOf = (options: Options) => {
  const name = (typeof options === 'string' ? options : options?.encoding) ?? 'utf8'
  return Object.hasOwn(encodings, name) ? encodings[name as keyof typeof encodings] : (name as BufferEncoding)
}
const toBytes = (content: Content, options: Options) =>
  typeof content === 'string' ? Buffer.from(content, encodingOf(options)) : content

/** just-bash looks the methods up by name, so every method that isn't named here is the disk's own. */
export function withDevices(
  disk: IFileSystem,
  devices: ReadonlyMap<string, Device>,
  onOpen: (path: string) => void
): IFileSystem {
  const attributes = {
    isFile: true,
    isDirectory: false,
    isSymbolicLink: false,
    mode: 0o666,
    size: 0,
    mtime: new Date(0)
  }
  const read = async (device: Device) => (await device.read?.()) ?? new Uint8Array()
  const write = async (device: Device, content: Content, options: Options) => {
    const bytes = toBytes(content, options)
    if (bytes.length > 0) await device.write?.(bytes)
  }
  const methods: Readonly<Record<string, (device: Device, ...rest: never[]) => Promise<unknown>>> = {
    exists: async () => true,
    stat: async () => attributes,
    lstat: async () => attributes,
    readFile: async (device, options: Options) => Buffer.from(await read(device)).toString(encodingOf(options)),
    readFileBytes: async (device) => Buffer.from(await read(device)).toString(device.isText ? 'utf8' : 'latin1'),
    readFileBuffer: read,
    writeFile: write,
    appendFile: write
  }
  const resolve = (base: string, path: string) =>
    resolveMarked(path, (folder, word) => disk.resolvePath(folder, word)) ?? disk.resolvePath(base, path)
  /** Throws if a file couldn't be made there. */
  const existsToOpen = async (path: string): Promise<boolean> => {
    const { isDirectory } = await disk.stat(path.replace(/\/[^/]*$/, '') || '/')
    if (!isDirectory) throw new Error(`ENOTDIR: not a directory, open '${path}'`)
    return await disk.exists(path)
  }
  const bytesOf = async (path: string) => Buffer.from(await disk.readFileBuffer(path)).toString('latin1')
  return new Proxy(disk, {
    get(target, name) {
      const own = name === 'readFileBytes' ? bytesOf : Reflect.get(target, name)
      if (typeof own !== 'function') return own
      const method = typeof name === 'string' && Object.hasOwn(methods, name) ? methods[name] : undefined
      if (name === 'resolvePath') return resolve
      return (rawPath: string, ...rest: never[]) => {
        const marked = typeof rawPath === 'string' ? unmarked(rawPath) : undefined
        const path = marked ?? rawPath
        const device = typeof path === 'string' ? devices.get(path) : undefined
        if (device !== undefined && method !== undefined) {
          if (name === 'appendFile') onOpen(path)
          return method(device, ...rest)
        }
        if (marked !== undefined && name === 'exists') return existsToOpen(marked)
        return own.call(target, path, ...rest)
      }
    }
  })
}
