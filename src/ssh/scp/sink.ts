/** `scp -t`: receives files. A file is written to the disk when all of it has arrived, and not before. */
import { posix } from 'node:path'
import type { Disk } from '@swas-local/linux/disk/disk.ts'
import { diskLimits } from '@swas-local/linux/disk/limits.ts'
import { absolute, change, setModeAndTimes, type Times, unmasked } from '../disk-files.ts'
import { Errno } from '../errno.ts'
import type { ScpCommand } from './command.ts'
import { Broken, type Dialog } from './dialog.ts'

const fileOrFolder = /^([CD])([0-7]{4,5}) (\d+) ([^/]+)$/
const twoTimes = /^T(\d+) \d+ (\d+) \d+$/

/** A file or folder that the client is about to send. */
interface Announced {
  readonly path: string
  readonly mode: number
  readonly size: number
  readonly times: Times | undefined
}

type PathOf = (name: string) => string

export async function get(dialog: Dialog, disk: Disk, command: ScpCommand): Promise<void> {
  const sink = new Sink(dialog, disk, command)
  const pathOf = await sink.openTarget()
  if (pathOf === undefined) return
  await dialog.agree()
  if (await sink.getAll(pathOf)) throw new Broken('unexpected end of a folder')
}

class Sink {
  readonly #dialog: Dialog
  readonly #disk: Disk
  readonly #command: ScpCommand

  constructor(dialog: Dialog, disk: Disk, command: ScpCommand) {
    this.#dialog = dialog
    this.#disk = disk
    this.#command = command
  }

  /**
   * Gives the function from a file's name to its path. undefined if the target isn't suitable; the client knows then.
   */
  async openTarget(): Promise<PathOf | undefined> {
    const [target = '.'] = this.#command.paths
    await this.#disk.sync()
    let isFolder = false
    const isFit = await this.#dialog.attempt(target, async () => {
      isFolder = this.#entry(target)?.kind === 'directory'
      if (!this.#command.needsFolder || isFolder) return
      throw new Errno(this.#disk.entry(this.#absolute(target)) ? 'ENOTDIR' : 'ENOENT')
    })
    if (!isFit) return undefined
    return isFolder ? into(target) : () => target
  }

  /** Receives until the client ends: true if it ended a folder, false if it has no more. */
  async getAll(pathOf: PathOf): Promise<boolean> {
    let times: Times | undefined
    for (let line = await this.#dialog.line(); line !== undefined; line = await this.#dialog.line()) {
      if (line === 'E') return true
      const given = toTimes(line)
      if (given) await this.#dialog.agree()
      else await this.#getOne(line, pathOf, times)
      times = given
    }
    return false
  }

  async #getOne(line: string, pathOf: PathOf, times: Times | undefined): Promise<void> {
    if (line.startsWith('\x01')) return this.#dialog.fail()
    const [, kind, mode = '', size, name = ''] = fileOrFolder.exec(line) ?? []
    if (!kind) throw new Broken('lost connection')
    if (name === '.' || name === '..') throw new Broken(`unexpected filename: ${name}`)
    const announced = { path: pathOf(name), mode: Number.parseInt(mode, 8), size: Number(size), times }
    if (kind === 'C') await this.#getFile(announced)
    else if (this.#command.isRecursive) await this.#getFolder(announced)
    else throw new Broken('received directory without -r')
  }

  async #getFile(file: Announced): Promise<void> {
    const { path, size } = file
    if (!(await this.#dialog.attempt(path, async () => this.#assertFits(path, size)))) return
    await this.#dialog.agree()
    const bytes = await this.#dialog.peer.bytes(size)
    if (!bytes) throw new Broken('lost connection')
    const isWhole = await this.#dialog.isAgreed()
    const keep = async () => {
      if (isWhole) await change(this.#disk, () => this.#write(file, bytes))
    }
    if (await this.#dialog.attempt(path, keep)) await this.#dialog.agree()
  }

  async #write({ path, mode, times }: Announced, bytes: Buffer): Promise<void> {
    const target = this.#absolute(path)
    const isNew = !this.#entry(path)
    await this.#disk.writeFile(target, bytes)
    const kept = this.#command.isPreserving ? mode & 0o7777 : isNew ? unmasked(mode) : undefined
    await setModeAndTimes(this.#disk, target, kept, times)
  }

  /** Checked before the client sends the file, to spare it the transfer. */
  #assertFits(path: string, size: number): void {
    if (size > diskLimits.fileBytes) throw new Errno('EFBIG')
    if (this.#entry(path)?.kind === 'directory') throw new Errno('EISDIR')
  }

  async #getFolder({ path, mode, times }: Announced): Promise<void> {
    if (!(await this.#dialog.attempt(path, () => this.#makeFolder(path, mode)))) return
    await this.#dialog.agree()
    if (!(await this.getAll(into(path)))) throw new Broken('lost connection')
    const kept = this.#command.isPreserving ? mode & 0o7777 : undefined
    const finish = () => change(this.#disk, () => setModeAndTimes(this.#disk, this.#absolute(path), kept, times))
    if (await this.#dialog.attempt(path, finish)) await this.#dialog.agree()
  }

  async #makeFolder(path: string, mode: number): Promise<void> {
    const before = this.#entry(path)
    if (before && before.kind !== 'directory') throw new Errno('ENOTDIR')
    if (before) return
    await change(this.#disk, async () => {
      await this.#disk.mkdir(this.#absolute(path))
      // Its owner must be able to write the files that follow.
      await this.#disk.chmod(this.#absolute(path), unmasked(mode) | 0o700)
    })
  }

  /** What a path leads to, links followed. */
  readonly #entry = (path: string) => this.#disk.entry(this.#absolute(path), true)
  readonly #absolute = (path: string) => absolute(this.#command.home, path)
}

const into =
  (folder: string): PathOf =>
  (name) =>
    posix.join(folder, name)

function toTimes(line: string): Times | undefined {
  const [, modified, accessed] = twoTimes.exec(line) ?? []
  return modified === undefined
    ? undefined
    : { accessed: new Date(Number(accessed) * 1000), modified: new Date(Number(modified) * 1000) }
}
