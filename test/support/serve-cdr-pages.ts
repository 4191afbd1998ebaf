import { getChargeDetailRecords } from '#oicp';
import type { FakeHbsCdrs } from './fake-hbs-cdrs.js';
import { answering, type ServerBehaviour } from './fake-hbs-server.js';

/** Answers GetChargeDetailRecords over HTTP with the records of the fake HBS. */
export function serveCdrPages(fakeHbs: FakeHbsCdrs): ServerBehaviour {
  return (call, response) => {
    const { searchParams } = new URL(call.path, 'https://hbs.example');
    const [page = 0, size = 20] = ['page', 'size'].map((name) => Number(searchParams.get(name)));
    const request = getChargeDetailRecords.read(Buffer.from(call.body)).value;
    const asked = { providerId: 'DE-EMP', request, page, size: Math.min(size, fakeHbs.mostPerPage) };
    return answering(200, Buffer.from(fakeHbs.pageOf(asked)))(call, response);
  };
}
