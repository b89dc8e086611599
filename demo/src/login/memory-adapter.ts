import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

interface Row {
  payload: AdapterPayload;
  readonly expires: number;
}

/** What a revoked grant takes with it. A session or a login under way may name the grant too, and stays. */
const granted = new Set(['AccessToken', 'AuthorizationCode', 'RefreshToken']);

/** Where the provider keeps its sessions, codes and tokens: in memory, so a restart logs everyone out. `now` is in milliseconds. */
export function memoryAdapter(now: () => number): AdapterFactory {
  const models = new Map<string, Map<string, Row>>();
  const rowsOf = (model: string): Map<string, Row> => {
    const rows = models.get(model) ?? new Map<string, Row>();
    models.set(model, rows);
    return rows;
  };
  return (model): Adapter => {
    const rows = rowsOf(model);
    const alive = (row: Row | undefined): AdapterPayload | undefined =>
      row !== undefined && row.expires > now() ? row.payload : undefined;
    const findBy = (name: 'uid' | 'userCode', value: string): AdapterPayload | undefined =>
      [...rows.values()].map(alive).find(payload => payload?.[name] === value);
    return {
      upsert: async (id, payload, expiresIn) => {
        for (const [key, row] of rows) if (row.expires <= now()) rows.delete(key);
        rows.set(id, { payload, expires: now() + (expiresIn ?? Number.POSITIVE_INFINITY) * 1000 });
      },
      find: async id => alive(rows.get(id)),
      findByUid: async uid => findBy('uid', uid),
      findByUserCode: async userCode => findBy('userCode', userCode),
      consume: async id => {
        const row = rows.get(id);
        if (row !== undefined) row.payload = { ...row.payload, consumed: Math.floor(now() / 1000) };
      },
      destroy: async id => {
        rows.delete(id);
      },
      revokeByGrantId: async grantId => {
        for (const name of granted) {
          for (const [id, row] of rowsOf(name)) if (row.payload.grantId === grantId) rowsOf(name).delete(id);
        }
      },
    };
  };
}
