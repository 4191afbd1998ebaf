import { getChargeDetailRecords } from '#oicp';
import type { HbsDouble } from './hbs-double.js';
import { answering, type Behaviour } from './hbs-server.js';

/** Answers GetChargeDetailRecords over HTTP with what the double holds. */
export function listedByHbs(double: HbsDouble): Behaviour {
  return (call, response) => {
    const { searchParams } = new URL(call.path, 'https://hbs.example');
    const [page = 0, size = 20] = ['page', 'size'].map((name) => Number(searchParams.get(name)));
    const request = getChargeDetailRecords.read(Buffer.from(call.body)).value;
    const asked = { providerId: 'DE-EMP', request, page, size: Math.min(size, double.mostPerPage) };
    return answering(200, Buffer.from(double.pageOf(asked)))(call, response);
  };
}
