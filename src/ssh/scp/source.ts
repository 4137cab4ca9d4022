import { posix } from 'node:path'
import type { Attributes } from '@swas-local/linux/disk/attributes.ts'
import type { Disk } from '@swas-local/linux/disk/disk.ts'
import { absolute, getTarget } from '../disk-files.ts'
import type { ScpCommand } from './command.ts'
import type { Dialog } from './dialog.ts'

const piece = 64 * 1024

/** `scp -f`: sends files. */
export async function give(dialog: Dialog, disk: Disk, command: ScpCommand): Promise<void> {
  await disk.sync()
  if (!(await dialog.isAgreed())) return
  for (const path of command.paths) await giveOne(path)

  async function giveOne(path: string): Promise<void> {
    await dialog.attempt(path, async () => {
      const file = getTarget(disk, absolute(command.home, path))
      if (file.kind !== 'directory') await giveFile(path, file)
      else if (command.isRecursive) await giveFolder(path, file)
      else await dialog.complain(path, 'not a regular file')
    })
  }

  async function giveFile(path: string, file: Attributes): Promise<void> {
    const bytes = disk.content(absolute(command.home, path))
    if (!(await announce(file, `C${octal(file)} ${bytes.length} ${nameOf(command.home, path)}`))) return
    for (let at = 0; at < bytes.length; at += piece) await dialog.peer.send(Buffer.from(bytes.subarray(at, at + piece)))
    await dialog.agree()
    await dialog.isAgreed()
  }

  async function giveFolder(path: string, folder: Attributes): Promise<void> {
    const files = disk.list(absolute(command.home, path))
    if (!(await announce(folder, `D${octal(folder)} 0 ${nameOf(command.home, path)}`))) return
    for (const { name } of files) await giveOne(posix.join(path, name))
    await dialog.peer.send(Buffer.from('E\n'))
    await dialog.isAgreed()
  }

  async function announce({ modifiedAt }: Attributes, line: string): Promise<boolean> {
    const seconds = Math.floor(modifiedAt / 1000)
    if (command.isPreserving && !(await say(`T${seconds} 0 ${seconds} 0`))) return false
    return await say(line)
  }

  async function say(line: string): Promise<boolean> {
    await dialog.peer.send(Buffer.from(`${line}\n`))
    return await dialog.isAgreed()
  }
}

const octal = ({ mode }: Attributes) => mode.toString(8).padStart(4, '0')

/** A file name without line ends, as a line of the protocol can hold it. */
const nameOf = (home: string, path: string) => posix.basename(absolute(home, path)).replaceAll('\n', '\\^J')
