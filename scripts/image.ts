/** Makes the embedded database's image: an empty database with every migration applied, as a plain tar. */
import { parentPort } from 'node:worker_threads'
import { makeImage } from '../src/store/embedded/image.ts'

parentPort?.postMessage(await makeImage())
