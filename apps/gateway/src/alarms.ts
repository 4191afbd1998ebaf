import { defineAlarms } from '#platform';

export const gatewayAlarms = defineAlarms({
  AUTHORIZATION_NOT_ANSWERED: {
    level: 'warn',
    means: 'HBS was refused with 320 because authorization did not answer in time',
    act: 'Look at the health of authorization and of RabbitMQ. `cause` says what kept it.',
  },
  CDR_NOT_TAKEN: {
    level: 'warn',
    means: 'A charge detail record was answered with Result false, because the broker did not confirm it',
    act: 'Look at the health of RabbitMQ; `cause` says what kept it. Nothing is lost: HBS lists the record as not forwarded, and the next reconciliation fetches it.',
  },
  EDGE_ANSWER_FAILED: {
    level: 'error',
    means: 'A request of HBS was refused because its handling failed',
    act: 'Read the error in the line and report it with the version of the suite.',
  },
  API_FAILED: {
    level: 'error',
    means: 'A request to the API failed in a way that nothing handled',
    act: 'Read the error in the line and report it with the version of the suite.',
  },
  EDGE_CERTIFICATE_UNUSABLE: {
    level: 'error',
    means: 'A new certificate, key or authority for the edge cannot be used; the old one goes on',
    act: 'Put files in place that fit each other; the problem in the line says which does not. They are read again within 15 seconds.',
  },
  EDGE_CERTIFICATE_EXPIRES: {
    level: 'warn',
    means: 'The certificate that the edge presents to HBS expires within 30 days',
    act: 'Upload a new certificate in Hubject’s portal first, then replace EDGE_CERT_FILE and EDGE_KEY_FILE; no restart is needed.',
  },
});
