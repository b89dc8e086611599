/** The demo could not start, for a reason that whoever started it can act on: `message` is the one line to print. */
export class DemoError extends Error {
  override readonly name = 'DemoError';
  readonly code:
    | 'port_taken'
    | 'no_ipv6'
    | 'already_running'
    | 'not_the_demos_folder'
    | 'hub_stopped'
    | 'hub_silent'
    | 'bad_option'
    | 'interrupted';

  constructor(code: DemoError['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
