import { language } from '../words.ts'

const format = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short'
})

/** An instant of the service, in the person's own time zone. */
export const showTime = (instant: string): string => format.format(new Date(instant))
