import { type Answer, accept, refuse, type StartCase } from '@nara/contract';
import { routeCase } from '@nara/rules';
import { type ResidentActor, visibilityOf } from './actor.ts';
import {
  type CommandIdentity,
  decideAndSave,
  findCommand,
  identifyCommand,
  type Recorded,
  ringFor,
} from './record-command.ts';
import { instantNow, type VerbDeps } from './verb-deps.ts';

interface Started {
  readonly caseId: string;
  readonly reference: string;
  readonly n: number;
}

/**
 * Begins a case with its first message, in the queue of the unit where the person is listed. Refused with `unit_needed` for a
 * person listed nowhere who has chosen none, with `invalid_input` for a service or unit that is not offered, with `consent_needed`
 * where the region's text of now has not been agreed to, and with `too_many_cases` for a person with too many open cases.
 */
export async function startCase(
  deps: VerbDeps,
  actor: ResidentActor,
  input: StartCase,
): Promise<Answer<Started>> {
  const { region, store, bus } = deps;
  const { commandId, serviceId, language, text, consent } = input;
  const identity = identifyCommand(deps, actor, commandId, ['startCase', input]);
  const { answer, recorded } = await store.write(
    async (tx): Promise<{ readonly answer: Answer<Started>; readonly recorded?: Recorded }> => {
      const known = await findCommand<Started>(tx, identity);
      if (known !== undefined) return { answer: known };
      const service = region.service(serviceId);
      if (service === undefined) return { answer: refuse('invalid_input', { path: 'serviceId' }) };
      const unit = routeCase({
        listedUnitId: await tx.listing.unitOf(actor.personKey),
        chosenUnitId: input.unitId ?? undefined,
        service,
        units: region.units,
      });
      if (!unit.ok) return { answer: unit };
      const openCases = (await tx.cases.list(visibilityOf(actor), 0)).length;
      const { id: unitId, providerId, register } = unit.value;
      const now = instantNow(deps);
      const ids = {
        caseId: caseIdOf(deps, identity),
        messageId: deps.uuid(),
        reference: await tx.cases.nextReference(now),
      };
      const decided = await decideAndSave(
        deps,
        tx,
        undefined,
        {
          kind: 'startCase',
          commandId,
          serviceId,
          unitId,
          providerId,
          register,
          language,
          text,
          consent,
          consentWanted: region.consentVersion,
          openCases,
        },
        actor,
        now,
        ids,
      );
      if (!decided.ok) return { answer: decided };
      const { id: caseId, reference, heads } = decided.value.state;
      const started = accept({ caseId, reference, n: heads.resident });
      await tx.commands.add(identity.author, commandId, identity.inputHash, started, now);
      return { answer: started, recorded: decided.value };
    },
  );
  if (recorded !== undefined) ringFor(bus, region.id, recorded);
  return answer;
}

/**
 * The case's id, a UUID (RFC 9562, version 8) made of who begins it and the command's id: a case that a restore has taken away is begun
 * again under the id that its messages name.
 */
function caseIdOf({ sha256 }: VerbDeps, { author, commandId }: CommandIdentity): string {
  const digits = sha256(`${author} ${commandId}`, 'hex');
  const variant = ((Number.parseInt(digits[16] ?? '', 16) & 0x3) | 0x8).toString(16);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-');
}
