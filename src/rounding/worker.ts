/** The thread in which a job runs that may have to be stopped. */
import { parentPort, workerData } from 'node:worker_threads'
import { roundTable, type Job } from './methods.js'

parentPort?.postMessage(await roundTable(workerData as Job))
