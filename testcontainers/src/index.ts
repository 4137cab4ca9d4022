export { SwasLocalContainer } from './container.ts'
export { StartedSwasLocalContainer } from './started.ts'
