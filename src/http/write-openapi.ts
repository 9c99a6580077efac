/** Writes `openapi.json`, the committed description of the service: `npm run openapi`. */
import { writeWhole } from '../host/files.js'
import { documentText } from './openapi.js'
import { buildServer, DEFAULTS, THREAD } from './server.js'

const app = await buildServer({ ...DEFAULTS, host: '127.0.0.1', token: null, threads: 1, thread: THREAD, log: null })
writeWhole('openapi.json', documentText(app), { force: true })
await app.close()
