import { startSwasLocal } from 'swas-local'

export default async function setup({ provide }) {
  const suite = await startSwasLocal()
  provide('swas', suite.url)
  return () => suite.stop()
}
