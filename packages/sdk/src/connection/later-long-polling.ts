import type { ITransport, TransferFormat } from '@microsoft/signalr';
import type { LongPollingTransport as Official } from '@microsoft/signalr/dist/esm/LongPollingTransport.js';

/**
 * Stands for the official client's long polling in the bundles of panel and desk: the official file is fetched when it is first
 * connected with, which is after WebSockets have failed. The official client makes it and sees no difference.
 */
export class LongPollingTransport implements ITransport {
  readonly #parts: ConstructorParameters<typeof Official>;
  #official: ITransport | undefined;
  onreceive: ITransport['onreceive'] = null;
  onclose: ITransport['onclose'] = null;

  constructor(...parts: ConstructorParameters<typeof Official>) {
    this.#parts = parts;
  }

  async connect(url: string, transferFormat: TransferFormat): Promise<void> {
    const file = await import('@microsoft/signalr/dist/esm/LongPollingTransport.js');
    const official: ITransport = new file.LongPollingTransport(...this.#parts);
    official.onreceive = this.onreceive;
    official.onclose = this.onclose;
    this.#official = official;
    await official.connect(url, transferFormat);
  }

  async send(data: string | ArrayBuffer): Promise<void> {
    await this.#official?.send(data);
  }

  async stop(): Promise<void> {
    await this.#official?.stop();
  }
}
