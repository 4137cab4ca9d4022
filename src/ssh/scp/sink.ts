import { posix } from 'node:path'
import type { Disk } from '@swas-local/linux/disk/disk.ts'
import { diskLimits } from '@swas-local/linux/disk/limits.ts'
import { absolute, change, setModeAndTimes, type Times, unmasked } from '../disk-files.ts'
import { Errno } from '../errno.ts'
import type { ScpCommand } from './command.ts'
import { Broken, type Dialog } from './dialog.ts'

const fileOrFolder = /^([CD])([0-7]{4,5}) (\d+) ([^/]+)$/
const twoTimes = /^T(\d+) \d+ (\d+) \d+$/

/** What is to come. */
interface Announced {
  readonly path: string
  readonly mode: number
  readonly size: number
  readonly times: Times | undefined
}

/** `scp -t`: gets files. A file is on the disk when all of it has come, and not before. */
export async function get(dialog: Dialog, disk: Disk, command: ScpCommand): Promise<void> {
  const [target = '.'] = command.paths
  await disk.sync()
  let isFolder = false
  const isFit = await dialog.attempt(target, async () => {
    isFolder = disk.entry(absolute(command.home, target), true)?.kind === 'directory'
    if (command.needsFolder && !isFolder)
      throw new Errno(disk.entry(absolute(command.home, target)) ? 'ENOTDIR' : 'ENOENT')
  })
  if (!isFit) return
  await dialog.agree()
  if (!(await getAll(target, isFolder))) return
  throw new Broken('unexpected end of a folder')

  /** Until the other side has no more; true where it says that a folder ends. */
  async function getAll(into: string, isFolder: boolean): Promise<boolean> {
    let times: Times | undefined
    for (let line = await dialog.line(); line !== undefined; line = await dialog.line()) {
      if (line === 'E') return true
      const given = toTimes(line)
      if (given) await dialog.agree()
      else await getOne(line, (name) => (isFolder ? posix.join(into, name) : into), times)
      times = given
    }
    return false
  }

  async function getOne(line: string, pathOf: (name: string) => string, times: Times | undefined): Promise<void> {
    if (line.startsWith('\x01')) return dialog.fail()
    const [, kind, mode = '', size, name = ''] = fileOrFolder.exec(line) ?? []
    if (!kind) throw new Broken('lost connection')
    if (name === '.' || name === '..') throw new Broken(`unexpected filename: ${name}`)
    const announced = { path: pathOf(name), mode: Number.parseInt(mode, 8), size: Number(size), times }
    if (kind === 'C') await getFile(announced)
    else if (command.isRecursive) await getFolder(announced)
    else throw new Broken('received directory without -r')
  }

  async function getFile({ path, mode, size, times }: Announced): Promise<void> {
    if (!(await dialog.attempt(path, () => expectPlace(path, size)))) return
    await dialog.agree()
    const bytes = await dialog.peer.bytes(size)
    if (!bytes) throw new Broken('lost connection')
    const isWhole = await dialog.isAgreed()
    const keep = async () => {
      if (isWhole) await change(disk, () => write(absolute(command.home, path), bytes, mode, times))
    }
    if (await dialog.attempt(path, keep)) await dialog.agree()
  }

  async function write(path: string, bytes: Buffer, mode: number, times: Times | undefined): Promise<void> {
    const isNew = !disk.entry(path, true)
    await disk.writeFile(path, bytes)
    const kept = command.isPreserving ? mode & 0o7777 : isNew ? unmasked(mode) : undefined
    await setModeAndTimes(disk, path, kept, times)
  }

  /** Before the other side sends it, it is told what couldn't be. */
  async function expectPlace(path: string, size: number): Promise<void> {
    if (size > diskLimits.fileBytes) throw new Errno('EFBIG')
    if (disk.entry(absolute(command.home, path), true)?.kind === 'directory') throw new Errno('EISDIR')
  }

  async function getFolder({ path, mode, times }: Announced): Promise<void> {
    if (!(await dialog.attempt(path, () => makeFolder(absolute(command.home, path), mode)))) return
    await dialog.agree()
    if (!(await getAll(path, true))) throw new Broken('lost connection')
    const finish = () =>
      change(disk, () =>
        setModeAndTimes(disk, absolute(command.home, path), command.isPreserving ? mode & 0o7777 : undefined, times)
      )
    if (await dialog.attempt(path, finish)) await dialog.agree()
  }

  async function makeFolder(path: string, mode: number): Promise<void> {
    const before = disk.entry(path, true)
    if (before && before.kind !== 'directory') throw new Errno('ENOTDIR')
    if (before) return
    await change(disk, async () => {
      await disk.mkdir(path)
      // So that what it is to hold can come in.
      await disk.chmod(path, unmasked(mode) | 0o700)
    })
  }
}

function toTimes(line: string): Times | undefined {
  const [, modified, accessed] = twoTimes.exec(line) ?? []
  return modified === undefined
    ? undefined
    : { accessed: new Date(Number(accessed) * 1000), modified: new Date(Number(modified) * 1000) }
}
