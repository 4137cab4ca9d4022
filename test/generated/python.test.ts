import t from 'tap'
import { lacks } from './lacks.ts'
import { proveSdk } from './sdk.ts'

proveSdk(t, {
  heading: 'Python: openapi-python-client',
  folder: 'python',
  stories: ['story.py'],
  lacking: lacks('python3', ['-c', 'import ensurepip, sys, venv; print(sys.version)'], [3, 11]),
  keep: '.venv'
})
