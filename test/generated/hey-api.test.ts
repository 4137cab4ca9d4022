import t from 'tap'
import { proveSdk } from './sdk.ts'

proveSdk(t, { heading: 'TypeScript: @hey-api/openapi-ts', folder: 'hey-api', stories: ['story.ts'], lacking: false })
