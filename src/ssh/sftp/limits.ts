import { diskLimits } from '@swas-local/linux/disk/limits.ts'

/** As in OpenSSH, in bytes. */
export const largestPacket = 256 * 1024

/** How much one READ gives and one WRITE takes; what is left is for the fields around it. */
export const largestData = largestPacket - 1024

/** How much a client may have open at a time. */
export const mostHandles = 128

/** How much the files that a client has open and changed may hold together, in bytes. */
export const largestSession = diskLimits.diskBytes
