/** One entry of `errors` in a refusal with status 422. */
export type ValidationError = {
  readonly resource: string
  readonly field?: string
  readonly code: string
  readonly message?: string
  readonly value?: unknown
}

/** GitHub's answer to a request that it does not carry out. */
export class ApiRefusal extends Error {
  readonly status: number
  readonly errors: readonly ValidationError[] | null

  constructor(
    status: number,
    message: string,
    errors: readonly ValidationError[] | null,
  ) {
    super(message)
    this.name = 'ApiRefusal'
    this.status = status
    this.errors = errors
  }

  /** The JSON of the answer. */
  get body(): object {
    return {
      message: this.message,
      ...(this.errors === null ? {} : { errors: this.errors }),
      documentation_url: 'https://docs.github.com/rest',
      status: String(this.status),
    }
  }
}

/** A refusal to be thrown. */
export function refuse(
  status: number,
  message: string,
  errors: readonly ValidationError[] | null = null,
): ApiRefusal {
  return new ApiRefusal(status, message, errors)
}

/** Status 422 with `errors`. */
export function validationFailed(
  ...errors: readonly ValidationError[]
): ApiRefusal {
  return refuse(422, 'Validation Failed', errors)
}

/** Status 404, also for what the token may not see. */
export function notFound(): ApiRefusal {
  return refuse(404, 'Not Found')
}

/** Status 403 for a permission that the workflow did not ask for. */
export function notAccessible(): ApiRefusal {
  return refuse(403, 'Resource not accessible by integration')
}
