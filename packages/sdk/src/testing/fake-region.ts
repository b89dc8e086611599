import type { RegionFacts } from '@nara/hub';

/** The clinic where residents are listed unless they are said to be elsewhere. */
export const clinicId = 'SE2329990017-A001';

/** A region for tests: two clinics of one provider, always open, and two reasons for contact. */
export const fakeRegion: RegionFacts = {
  id: 'norrvik',
  country: 'SE',
  name: { 'sv-SE': 'Region Norrvik', fi: 'Norrvikin alue', en: 'Region Norrvik' },
  locales: ['sv-SE', 'fi', 'en'],
  timeZone: 'Europe/Stockholm',
  preset: 'se',
  advice: {
    number: '1177',
    name: { 'sv-SE': '1177 på telefon', fi: '1177-neuvontapuhelin', en: 'the 1177 nurse line' },
  },
  origins: [{ origin: 'https://www.norrvik.example', inPage: true }],
  login: {
    methods: [
      {
        id: 'bankid',
        name: {
          'sv-SE': 'BankID på den här enheten',
          fi: 'BankID tällä laitteella',
          en: 'BankID on this device',
        },
      },
    ],
  },
  session: { idle: 30, absolute: 240, shared: { idle: 10, absolute: 60 }, warn: 2 },
  providers: [
    {
      id: 'SE2329990017-0001',
      name: { 'sv-SE': 'Region Norrvik', fi: 'Norrvikin alue', en: 'Region Norrvik' },
    },
  ],
  units: [
    {
      id: clinicId,
      provider: 'SE2329990017-0001',
      register: 'health',
      name: {
        'sv-SE': 'Norrviks vårdcentral',
        fi: 'Norrvikin terveyskeskus',
        en: 'Norrvik health-care centre',
      },
      choosable: true,
    },
    {
      id: 'SE2329990017-A002',
      provider: 'SE2329990017-0001',
      register: 'health',
      name: { 'sv-SE': 'Älvnäs vårdcentral', fi: 'Älvnäsin terveyskeskus', en: 'Älvnäs health-care centre' },
      choosable: true,
    },
  ],
  services: [
    {
      id: 'symptoms',
      icon: 'symptoms',
      register: 'health',
      name: { 'sv-SE': 'Symtom och besvär', fi: 'Oireet ja vaivat', en: 'Symptoms and complaints' },
      description: {
        'sv-SE': 'Feber, värk, hosta, utslag eller något annat som är nytt',
        fi: 'Kuume, särky, yskä, ihottuma tai jokin muu uusi vaiva',
        en: 'Fever, pain, cough, rash or something else that is new',
      },
    },
    {
      id: 'prescription',
      icon: 'prescription',
      register: 'health',
      name: {
        'sv-SE': 'Recept och läkemedel',
        fi: 'Reseptit ja lääkkeet',
        en: 'Prescriptions and medicines',
      },
      description: {
        'sv-SE': 'Förnya recept eller fråga om läkemedel du har',
        fi: 'Uusi resepti tai kysy lääkkeestä, jota käytät',
        en: 'Renew a prescription or ask about a medicine you take',
      },
    },
  ],
};
