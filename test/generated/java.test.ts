import t from 'tap'
import { lacks } from './lacks.ts'
import { proveSdk } from './sdk.ts'

proveSdk(t, {
  heading: 'Java: openapi-generator',
  folder: 'java',
  stories: ['src/main/java/Story.java'],
  lacking: lacks('javac', ['--version'], [17, 0]) || lacks('mvn', ['--batch-mode', '--version'], [3, 6])
})
