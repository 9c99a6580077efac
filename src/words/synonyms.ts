/**
 * What people call the specialties and the OORs, beside the names that a scenario gives them. A scenario has these only where a
 * name or an alias of its own is one of `is`; its own names always go first.
 *
 * Spellings of specialties: FAQ 5 and L27 ("Ziekenhuisapotheeker", "Klinisch chemicus"), P16 ("Klinische chemie",
 * "Ziekenhuisfarmacie", "SEH-artsen"), names of the associations and registers, practitioners, and the English of reports. Of OORs:
 * FAQ 5 prints "OOR Amsterdam" for NWN; umc's as in the members of VIS ("Amsterdam UMC locatie VUmc", "Radboudumc", "LUMC",
 * "Maastricht UMC+", "regio Leiden/Den Haag"), their towns, and how they are called since. What could belong to two OORs (Den Haag,
 * Zwolle, Enschede, Noord, Zuid, West) is not here, and neither is what is a part of a specialty (nefrologie, kinderchirurgie).
 */
export const SYNONYMS: readonly { readonly is: readonly string[]; readonly also: readonly string[] }[] = [
  {
    is: ['Anesthesiologie'],
    also: ['Anesthesie', 'Anesthesist', 'Anaesthesiologie', 'Anaesthesie', 'Anaesthesiology', 'Anaesthetics'],
  },
  { is: ['Cardiologie'], also: ['Hartziekten', 'Hart- en vaatziekten'] },
  {
    is: ['Cardio-thoracale chirurgie'],
    also: [
      'Thoraxchirurgie',
      'Cardiochirurgie',
      'Hartchirurgie',
      'Cardio-thoracaal chirurg',
      'CTC',
      'Cardiothoracic surgery',
      'Thoracic surgery',
    ],
  },
  {
    is: ['Dermatologie en venerologie', 'Dermatologie'],
    also: [
      'Dermatologie en venereologie',
      'Dermatovenerologie',
      'Dermatovenereologie',
      'Huidziekten',
      'Huid- en geslachtsziekten',
      'Huidarts',
    ],
  },
  { is: ['Heelkunde', 'Chirurgie'], also: ['Algemene chirurgie', 'Algemene heelkunde', 'Surgery', 'General surgery'] },
  { is: ['Interne geneeskunde'], also: ['Internist', 'Interne ziekten', 'Inwendige geneeskunde', 'Internal medicine'] },
  {
    is: ['Kaakchirurgie', 'MKA-chirurgie', 'Mondziekten, kaak- en aangezichtschirurgie'],
    also: [
      'MKA',
      'Mond-, kaak- en aangezichtschirurgie',
      'Mondziekten en kaakchirurgie',
      'Kaak- en aangezichtschirurgie',
      'Oral and maxillofacial surgery',
    ],
  },
  {
    is: ['Keel- neus- oorheelkunde', 'KNO'],
    also: [
      'KNO-heelkunde',
      'KNO-arts',
      'Keel-neus-oorheelkunde',
      'Keel-, neus- en oorarts',
      'Keel-, neus- en oor',
      'Otorhinolaryngologie',
      'Otolaryngologie',
      'ENT',
      'Ear, nose and throat',
    ],
  },
  { is: ['Kindergeneeskunde'], also: ['Kinderarts', 'Pediatrie', 'Paediatrics', 'Pediatrics'] },
  {
    is: ['Klinisch chemicus', 'Klinische chemie'],
    also: ['Klinisch chemici', 'Laboratoriumspecialist klinische chemie', 'Clinical chemistry'],
  },
  { is: ['Klinisch fysicus', 'Klinische fysica'], also: ['Klinisch fysici', 'Medische fysica', 'Medical physics'] },
  {
    is: ['Klinische genetica'],
    also: ['Genetica', 'Klinisch geneticus', 'Klinisch genetici', 'Clinical genetics', 'Genetics'],
  },
  { is: ['Klinische geriatrie'], also: ['Geriatrie', 'Geriater', 'Geriatrics', 'Clinical geriatrics'] },
  {
    is: ['Longziekten en tuberculose', 'Longziekten', 'Longgeneeskunde'],
    also: ['Longarts', 'Longziekten en tbc', 'Pulmonologie', 'Respiratory medicine'],
  },
  {
    is: ['Maag-darm-leverziekten', 'MDL'],
    also: [
      'MDL-ziekten',
      'MDL-arts',
      'Maag-darm-leverarts',
      'Maag-darm-lever',
      'Gastro-enterologie',
      'Gastro-enterologie en hepatologie',
    ],
  },
  {
    is: ['Medische microbiologie'],
    also: ['Microbiologie', 'Arts-microbioloog', 'Arts-microbiologen', 'Medical microbiology'],
  },
  { is: ['Neurochirurgie'], also: ['Neurosurgery'] },
  {
    is: ['Obstetrie en gynaecologie', 'Gynaecologie', 'Verloskunde en gynaecologie'],
    also: [
      'Gynecologie',
      'Obstetrie',
      'Verloskunde',
      'O&G',
      'Obstetrie en gynecologie',
      'Verloskunde en gynecologie',
      'Obstetrics and gynaecology',
      'Obstetrics and gynecology',
    ],
  },
  { is: ['Oogheelkunde'], also: ['Oogziekten', 'Oogarts', 'Oftalmologie', 'Ophthalmology'] },
  {
    is: ['Orthopedie'],
    also: [
      'Orthopaedie',
      'Orthopeed',
      'Orthopedisch chirurg',
      'Orthopedische chirurgie',
      'Orthopaedische chirurgie',
      'Orthopaedics',
      'Orthopedics',
    ],
  },
  {
    is: ['Plastische chirurgie'],
    also: ['Plastisch chirurg', 'Plastische, reconstructieve en handchirurgie', 'Plastic surgery'],
  },
  {
    is: ['Radiologie'],
    also: ['Radiologie en nucleaire geneeskunde', 'Radiodiagnostiek', 'Radiology and nuclear medicine'],
  },
  { is: ['Radiotherapie'], also: ['Radiotherapeut', 'Radiotherapy', 'Radiation oncology'] },
  { is: ['Reumatologie'], also: ['Rheumatologie'] },
  {
    is: ['Revalidatiegeneeskunde', 'Revalidatie'],
    also: ['Revalidatiearts', 'Rehabilitation', 'Rehabilitation medicine'],
  },
  {
    is: ['Spoedeisende geneeskunde', 'Spoedeisende hulp', 'SEH'],
    also: ['SEH-arts', 'SEH-geneeskunde', 'Spoedeisende-hulpgeneeskunde', 'Emergency medicine'],
  },
  {
    is: ['Ziekenhuisapotheker', 'Ziekenhuisfarmacie'],
    also: [
      'Ziekenhuisapotheeker',
      'Ziekenhuisapotheek',
      'Ziekenhuisfarmaceut',
      'Hospital pharmacy',
      'Hospital pharmacist',
    ],
  },

  { is: ['NO', 'Noord-Oost', 'Noord- en Oost-Nederland'], also: ['N&O', 'Noord-Nederland', 'Groningen', 'UMCG'] },
  { is: ['ON', 'Oost-Nederland'], also: ['Nijmegen', 'Radboud', 'Radboudumc', 'UMC St Radboud', 'UMCN'] },
  { is: ['Utrecht'], also: ['UMCU'] },
  {
    is: ['NWN', 'Noordwest-Nederland'],
    also: ['Amsterdam', 'AMC', 'VUmc', 'AUMC', 'VU', 'VU medisch centrum', 'Academisch Medisch Centrum'],
  },
  { is: ['Leiden'], also: ['LUMC', 'Leids Universitair Medisch Centrum', 'Leiden/Den Haag'] },
  { is: ['ZWN', 'Zuidwest-Nederland'], also: ['Rotterdam', 'Erasmus', 'Erasmus MC', 'EMC'] },
  { is: ['ZON', 'Zuidoost-Nederland'], also: ['Maastricht', 'MUMC', 'azM', 'Academisch ziekenhuis Maastricht'] },
]

/** Words for something else that are a slip of the pen away from a specialty: a part of one, or one outside the protocol. */
export const NO_SLIP: readonly string[] = [
  'Nefrologie',
  'Hematologie',
  'Endocrinologie',
  'Oncologie',
  'Psychiatrie',
  'Orthodontie',
  'Audiologie',
  'Virologie',
]
