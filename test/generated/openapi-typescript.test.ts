import t from 'tap'
import { proveSdk } from './sdk.ts'

proveSdk(t, {
  heading: 'TypeScript: openapi-typescript and openapi-fetch',
  folder: 'openapi-typescript',
  stories: ['story.ts'],
  lacking: false
})
