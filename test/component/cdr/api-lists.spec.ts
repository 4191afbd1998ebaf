import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CdrApiSuite, namesOf } from '../../support/cdr-api-suite.js';
import { eventually } from '../../support/eventually.js';

describe('the list of charge detail records, over real TLS, RabbitMQ and PostgreSQL', () => {
  let api: CdrApiSuite;
  beforeAll(async () => {
    api = await CdrApiSuite.create();
  });
  afterAll(() => api.end());

  it('walks every record exactly once by its cursor, while new ones arrive', async () => {
    const evseId = 'DE*ABC*EWALK*1';
    const sessionAt = async (minute: number): Promise<string> => {
      const SessionID = randomUUID();
      const SessionEnd = new Date(Date.parse('2026-09-24T10:00:00Z') + minute * 60_000).toISOString();
      await api.forward({ SessionID, EvseID: evseId, SessionEnd });
      return SessionID;
    };
    const before: string[] = [];
    // Two of each minute, so that a page may end between two that ended together.
    for (let index = 0; index < 12; index += 1) before.push(await sessionAt(index >> 1));
    await eventually(async () =>
      expect((await api.list(`evseId=${evseId}&limit=500`)).items).toHaveLength(before.length),
    );
    const seen: string[] = [];
    let arrived = before.length;
    for (let cursor = ''; ;) {
      const page = await api.list(`evseId=${evseId}&limit=5${cursor}`);
      seen.push(...namesOf(page));
      if (page.next === undefined) break;
      cursor = `&cursor=${page.next}`;
      await sessionAt(100 + arrived);
      await sessionAt(3);
      arrived += 2;
      await eventually(async () =>
        expect((await api.list(`evseId=${evseId}&limit=500`)).items).toHaveLength(arrived),
      );
    }
    expect(arrived).toBeGreaterThan(before.length);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((each) => before.includes(each)).toSorted()).toEqual(before.toSorted());
  });

  it('finds by each filter what fits it, and nothing else', async () => {
    const evseId = 'DE*ABC*EFILTER*1';
    const [card, contract, wrong] = [randomUUID(), randomUUID(), randomUUID()];
    const EvcoID = 'DE-EMP-C00FILTER-1';
    await api.forward({ SessionID: card, EvseID: evseId, HubProviderID: 'DE-EMP' });
    await api.forward({
      SessionID: contract,
      EvseID: evseId,
      HubProviderID: null,
      Identification: { RemoteIdentification: { EvcoID } },
      SessionEnd: '2026-09-25T00:00:00+02:00',
    });
    await api.forward({ SessionID: wrong, EvseID: evseId, HubOperatorID: 'DE*XYZ', ConsumedEnergy: -1 });
    // Two that are under way at once may be stored in either order, and the first that is stored counts.
    await eventually(() => api.detail(wrong));
    await api.forward({ SessionID: wrong, EvseID: evseId, HubOperatorID: 'DE*XYZ', ConsumedEnergy: 2 });
    await eventually(async () => {
      expect((await api.list(`evseId=${evseId}`)).items).toHaveLength(3);
      expect(await api.detail(wrong)).toMatchObject({ forwarded: 2 });
    });
    const found = async (query: string): Promise<readonly string[]> =>
      (await api.names(`evseId=${evseId}&${query}`)).toSorted();
    expect(await found('evcoId=deempc00filter1')).toEqual([contract]);
    expect(await found('uid=04a1b2c3d4e5f6')).toEqual([card, wrong].toSorted());
    expect(await found('from=2026-09-24T00:00:00Z')).toEqual([contract]);
    expect(await found('to=2026-09-24T22:00:00Z')).toEqual([card, wrong].toSorted());
    expect(await found('conflicted=true')).toEqual([wrong]);
    expect(await found('conflicted=false')).toEqual([card, contract].toSorted());
    expect(await found('finding=negative-energy')).toEqual([wrong]);
    expect(await found('providerId=DE-EMP')).toEqual([card, contract, wrong].toSorted());
    for (const query of ['evcoId=DE-EMP-C00FILTER', 'evcoId=de%20emp%20c00filter%201'])
      expect({ query, names: await found(query) }).toEqual({ query, names: [contract] });
    for (const query of ['operatorId=de-xyz', 'operatorId=DEXYZ', 'finding=NEGATIVE_ENERGY', 'conflicted=1'])
      expect({ query, names: await found(query) }).toEqual({ query, names: [wrong] });
    for (const query of [
      'uid=04:A1:B2:C3:D4:E5:F6',
      'uid=04%20a1%20b2%20c3%20d4%20e5%20f6',
      'conflicted=True',
    ])
      expect(await found(query)).toContain(wrong);
    for (const query of ['providerId=deemp', 'providerId=DE*EMP', 'providerId=de%20emp'])
      expect(await found(query)).toEqual([card, contract, wrong].toSorted());
    for (const query of ['evcoId=DE-EMP-C00FILTER-2', 'evcoId=DE-EMP-C00FILTES', 'operatorId=FR-XYZ'])
      expect({ query, names: await found(query) }).toEqual({ query, names: [] });
    for (const written of ['DE%20ABC%20EFILTER%201', 'de-abc-efilter-1'])
      expect((await api.list(`evseId=${written}`)).items).toHaveLength(3);
    for (const written of [card.replaceAll('-', ''), card.toUpperCase()])
      expect(await api.detail(written)).toMatchObject({ sessionId: card });
  });

  it('finds what is stored unreadable exactly as received, and one EvcoID without its check digit with it', async () => {
    const SessionID = randomUUID();
    await api.forward({
      SessionID,
      EvseID: 'Station 7',
      HubOperatorID: 'DE*LONGNAME',
      Identification: { RemoteIdentification: { EvcoID: 'DE-EMP-C00NODIGI' } },
    });
    await eventually(async () => expect(await api.names('evseId=Station%207')).toEqual([SessionID]));
    for (const query of ['operatorId=DE*LONGNAME', 'operatorId=de%20longname', 'evseId=Station-7'])
      expect({ query, names: namesOf(await api.list(query)) }).toEqual({ query, names: [SessionID] });
    expect(await api.names('evcoId=DE-EMP-C00NODIGI-5')).toEqual([SessionID]);
    expect(await api.names('evseId=Station%207&evcoId=DE-EMP-C12345678-X')).toEqual([]);
  });

  it('finds what is stored with other separators by its canonical identifiers', async () => {
    const SessionID = randomUUID();
    await api.forward({
      SessionID,
      EvseID: 'DE–ABC–E778–1',
      Identification: { RemoteIdentification: { EvcoID: 'de emp c00blanks x' } },
    });
    for (const query of ['evseId=DE*ABC*E778*1', 'evcoId=DE-EMP-C00BLANKS-X'])
      await eventually(async () => expect(await api.names(query)).toEqual([SessionID]));
  });

  it('lists records of a provider that is not ours where there are any', async () => {
    const SessionID = randomUUID();
    await api.forward({ SessionID, EvseID: 'DE*ABC*EFOREIGN*1', HubProviderID: 'NL-FOR' });
    for (const query of ['providerId=NL-FOR', 'providerId=nl*for'])
      await eventually(async () => expect(namesOf(await api.list(query))).toEqual([SessionID]));
  });

  it.each([
    [
      'evseId=Station%208',
      'The query parameter evseId is not valid: "Station 8" is not an EvseID such as DE*ABC*E840*6487',
    ],
    [
      'evcoId=nobody',
      'The query parameter evcoId is not valid: this is not an EvcoID such as DE-8EO-CAet5e4XY-3',
    ],
    ['uid=04A1', 'The query parameter uid is not valid: this is not a UID of 8, 14 or 20 hexadecimal digits'],
    ['operatorId=abc', 'The query parameter operatorId is not valid: "abc" is not an OperatorID'],
    [
      'providerId=FR-XYZ',
      'The query parameter providerId is not valid: FR-XYZ is not one of our ProviderIDs: ',
    ],
    [
      'providerId=emp',
      'The query parameter providerId is not valid: "emp" is not a ProviderID such as DE-8EO',
    ],
    [
      'finding=negative-enrgy',
      'The query parameter finding is not valid: "negative-enrgy" is not the code of a finding; did you mean "negative-energy"',
    ],
  ])('says what would be right of a filter that nothing can fit: %s', async (query, detailed) => {
    expect(await api.ask('GET', `?${query}`)).toMatchObject({
      status: 422,
      body: { code: 'FILTER_INVALID', detail: expect.stringContaining(detailed) },
    });
  });

  it.each([
    ['from', 'from=2026-01-01T00:00:00'],
    ['from', 'from=2026-02-30T00:00:00Z'],
    ['to', 'to=tomorrow'],
    ['evseId', 'evseId='],
    ['uid', `uid=${'4'.repeat(251)}`],
    ['finding', 'finding='],
    ['conflicted', 'conflicted=maybe'],
    ['limit', 'limit=501'],
    ['limit', 'limit=many'],
    ['colour', 'colour=red'],
  ])('names the filter %s where it is wrong: %s', async (field, query) => {
    const answer = await api.ask('GET', `?${query}`);
    expect(answer).toMatchObject({ status: 422, body: { status: 422, code: 'PARAMETER_INVALID' } });
    expect(answer.body['errors']).toEqual(
      expect.arrayContaining([{ in: 'query', name: field, detail: expect.stringContaining(field) }]),
    );
  });
});
