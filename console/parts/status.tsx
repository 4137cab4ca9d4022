import type { Instance } from '../calls.ts'
import { words } from '../words.ts'

export type Status = Instance['Status']

export const Badge = ({ status }: { status: Status }) => (
  <span class={`badge ${status.toLowerCase()}`}>{words.statuses[status]}</span>
)

/** Whether the status is about to change by itself. */
export const isPassing = ({ Status }: { Status: Status }): boolean =>
  Status !== 'Running' && Status !== 'Stopped' && Status !== 'Disabled'

export const takesKeyPairs = ({ Status, Image }: Instance): boolean =>
  Image.OsType === 'linux' && (Status === 'Running' || Status === 'Stopped')
