import { language } from '../words.ts'

const format = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short'
})

/** A time of the service, in the browser's time zone. */
export const showTime = (instant: string): string => format.format(new Date(instant))
