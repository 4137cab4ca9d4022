import type { Machine } from '../types.ts'

/** The service's time, which a test may have moved, in milliseconds. */
export const now = ({ clockOffset }: Pick<Machine, 'clockOffset'>): number => Date.now() + clockOffset

const two = (part: number): string => String(part).padStart(2, '0')

export const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
export const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** `08:00:00`. */
export const clockTime = (at: number): string => new Date(at).toISOString().slice(11, 19)

/** `Mon Jul  1 08:00`. */
export function shortDate(at: number): string {
  const date = new Date(at)
  const day = String(date.getUTCDate()).padStart(2)
  return `${days[date.getUTCDay()]} ${months[date.getUTCMonth()]} ${day} ${clockTime(at).slice(0, 5)}`
}

/** Uptime as `uptime` prints it: `3 days,  2:05`, `5 min`. */
export function upFor(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000))
  const [whole, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24]
  const rest = hours > 0 ? `${hours}:${two(minutes % 60)}`.padStart(5) : `${minutes % 60} min`
  if (whole === 0) return rest
  return `${whole} ${whole === 1 ? 'day' : 'days'}, ${rest}`
}

/** `up 3 days, 2 hours, 5 minutes`. */
export function upInWords(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000))
  const parts = [
    [Math.floor(minutes / 10_080), 'week'],
    [Math.floor(minutes / 1440) % 7, 'day'],
    [Math.floor(minutes / 60) % 24, 'hour'],
    [minutes % 60, 'minute']
  ] as const
  const named = parts.filter(([count, unit]) => count > 0 || (unit === 'minute' && minutes === 0))
  return `up ${named.map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`).join(', ')}`
}

/** `2024-07-01 08:00:00`. */
export const longDate = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ')
