import t from 'tap'
import { lacks } from './lacks.ts'
import { proveSdk } from './sdk.ts'

proveSdk(t, {
  heading: 'Go: oapi-codegen',
  folder: 'go',
  stories: ['client.go', 'story.go'],
  lacking: lacks('go', ['version'], [1, 25])
})
