import { days } from './clock.ts'

const units: Readonly<Record<string, number>> = {
  sec: 1,
  second: 1,
  min: 60,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800
}

/** Parses the usual date strings, absolute, relative or both; returns seconds since 1970. */
export function readDate(text: string, current: number): number | undefined {
  let words = ` ${text.trim().toLowerCase()} `
  const take = (pattern: RegExp, apply: (...parts: string[]) => void) => {
    words = words.replace(pattern, (_whole, ...parts) => {
      apply(...parts.slice(0, -2).map((part) => part ?? ''))
      return ' '
    })
  }
  const at = new Date(current * 1000)
  let seconds: number | undefined
  take(/ @(-?\d+)(?:\.\d+)? /, (count) => {
    seconds = Number(count)
  })
  if (seconds === undefined) {
    const iso = /(\d{4}-\d\d-\d\d)(?:[t ](\d\d?:\d\d(?::\d\d)?)(?:[.,]\d+)? ?(z|utc|[+-]\d\d:?\d\d)?)?/
    take(iso, (day = '', time = '', zone = '') => {
      const clock = (time || '00:00').replace(/^\d:/, '0$&')
      seconds = Date.parse(`${day}T${clock}${zone === 'utc' ? 'z' : zone || 'z'}`) / 1000
    })
  }
  let moved = 0
  take(/ (now|today) /, () => {})
  take(/ yesterday /, () => {
    moved -= 86_400
  })
  take(/ tomorrow /, () => {
    moved += 86_400
  })
  take(/ (?:next |this )?(sun|mon|tue|wed|thu|fri|sat)(?:s|rs)?(?:day|nesday|urday)? /, (name = '') => {
    const ahead = (days.findIndex((day) => day.toLowerCase() === name) - at.getUTCDay() + 7) % 7
    seconds = Date.parse(at.toISOString().slice(0, 10)) / 1000 + ahead * 86_400
  })
  const step = / ?([+-]?) ?(\d+|next|last|an?) (sec|second|min|minute|hour|day|week|month|year)s?( ago)?(?= )/
  for (let more = true; more; ) {
    more = false
    take(step, (sign = '', count = '', unit = '', ago = '') => {
      more = true
      const many = count === 'last' ? -1 : Number.isNaN(Number(count)) ? 1 : Number(count)
      const signed = many * (sign === '-' ? -1 : 1) * (ago === '' ? 1 : -1)
      const length = units[unit]
      if (length !== undefined) moved += signed * length
      else {
        const from = new Date((seconds ?? current) * 1000)
        if (unit === 'month') from.setUTCMonth(from.getUTCMonth() + signed)
        else from.setUTCFullYear(from.getUTCFullYear() + signed)
        seconds = from.getTime() / 1000
      }
    })
  }
  return words.trim() === '' && !Number.isNaN(seconds) ? (seconds ?? current) + moved : undefined
}
