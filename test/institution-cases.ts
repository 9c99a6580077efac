/** A small case within two OORs, and what tests make of it. */
import type { InlineCaseFile } from '../src/shapes/institutions.js'

/** Three institutions; B trains Cardiologie under both OORs. */
export function smallCase(changes: Partial<InlineCaseFile> = {}): InlineCaseFile {
  const past = (institution: string, specialty: string, oor: string, inflow: number, throughflow = 0) =>
    [2024, 2025, 2026].map((year) => ({ institution, specialty, oor, year, inflow, throughflow }))
  return {
    id: 'klein',
    year: 2027,
    data: 'synthetic',
    oors: [{ code: 'X' }, { code: 'Y' }],
    specialties: [
      { code: '01', name: 'Anesthesiologie' },
      { code: '02', name: 'Cardiologie' },
    ],
    institutions: [
      { code: 'A', name: 'Umc A', kind: 'umc', nza: '1001' },
      { code: 'B', name: 'Ziekenhuis B', kind: 'topklinisch', nza: '1002' },
      { code: 'C', name: 'Ziekenhuis C', kind: 'algemeen', nza: '1003' },
    ],
    recognitions: [
      { institution: 'A', specialty: '01', oor: 'X' },
      { institution: 'B', specialty: '01', oor: 'X' },
      { institution: 'C', specialty: '01', oor: 'Y' },
      { institution: 'A', specialty: '02', oor: 'X' },
      { institution: 'B', specialty: '02', oor: 'X' },
      { institution: 'B', specialty: '02', oor: 'Y' },
      { institution: 'C', specialty: '02', oor: 'Y' },
    ],
    history: [
      ...past('A', '01', 'X', 4),
      ...past('B', '01', 'X', 2),
      ...past('C', '01', 'Y', 3),
      ...past('A', '02', 'X', 2),
      ...past('B', '02', 'X', 2, 1),
      ...past('B', '02', 'Y', 1, 5),
      ...past('C', '02', 'Y', 1),
    ],
    cells: {
      rows: ['01', '02'],
      columns: ['X', 'Y'],
      allocation: [
        [7, 3],
        [4, 3],
      ],
    },
    ...changes,
  }
}

interface Placed {
  readonly institution: string
  readonly specialty: string
  readonly oor: string
  readonly places: number
}

/** "A 01 X" → places, of an answer. */
export function placesIn(places: readonly Placed[] | null): Record<string, number> {
  return Object.fromEntries(
    (places ?? []).map(({ institution, specialty, oor, places: count }) => [
      `${institution} ${specialty} ${oor}`,
      count,
    ]),
  )
}

/** The only institution that trains Anesthesiologie under Y may have fewer than there are. */
export const CROWDED_OUT = smallCase({ capacity: [{ institution: 'C', specialty: '01', max: 2 }] })
