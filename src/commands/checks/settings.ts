import { type Check, note, ok, wrong } from './check.ts'

export const settings: Check = ({ config, complaint }) => {
  if (config === undefined) return wrong(complaint ?? '')
  const { host, port, auth, databaseUrl, dataDir } = config
  const where = databaseUrl !== undefined ? 'PostgreSQL' : (dataDir ?? 'memory')
  const says = `valid: ${host}:${port}, SWAS_AUTH=${auth}, data in ${where}`
  return where === 'memory' ? note(`${says}, and gone when the service ends`) : ok(says)
}
