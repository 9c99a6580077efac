import { it } from 'vitest'
import { draft } from '../src/index.js'
import * as C from './proposal-cases.js'
const g = {"intake":[6,6,2],"columns":2,"careUse":[[6,2],[10,2],[7,2]],"floor":null,"leeway":{"total":3,"below":3,"above":2},"options":{"leeway.measure":"cells","leeway.floor":"hard","motivation.level":"oor","staffel.force":"warn","staffel.boundary":"lenient","half":"even"},"attention":[{"s":null,"o":0,"direction":"down"}],"current":[null,null],"history":[null,null,null],"prefer":["mutation","advice"],"zero":[[false,false],[false,false],[false,false]],"bounds":[],"advices":[{"s":0,"row":[5,1],"weight":1,"room":[[4,5],[0,1]]},{"s":1,"row":[1,5],"weight":2.25,"room":[[1,2],[5,7]]},{"s":2,"row":[1,1],"weight":1,"room":[[0,2],[0,1]]}]} as unknown as C.TinyCase
it('x', async () => { const d = await draft(C.scenarioOfCase(g), C.consultationOfCase(g)); console.log(d.status, d.gap) })
