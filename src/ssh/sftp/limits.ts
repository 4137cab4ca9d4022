import { diskLimits } from '@swas-local/linux/disk/limits.ts'

/** Bytes; as in OpenSSH. */
export const largestPacket = 256 * 1024

/** Bytes of data in one READ or WRITE; the rest of the packet is for its other fields. */
export const largestData = largestPacket - 1024

/** Files and folders that a client may have open at a time. */
export const maxHandles = 128

/** Bytes that a client's open and changed files may hold together. */
export const largestSession = diskLimits.diskBytes
