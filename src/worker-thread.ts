import { Worker } from 'node:worker_threads'

type Answer = { id: number; result?: unknown; error?: string }
type Waiting = { resolve: (result: unknown) => void; reject: (error: Error) => void; timer: NodeJS.Timeout }

/** Every task is bounded by what it may read; this is for what nobody has thought of. */
const LIMIT_MS = 60_000

/** One thread that does tasks one after another; started at the first task, and again after it has died. */
export class WorkerThread<Task> {
  private worker: Worker | null = null
  private readonly waiting = new Map<number, Waiting>()
  private lastId = 0

  /**
   * @param file the compiled module that answers `{ id, task }` with `{ id, result }` or `{ id, error }`
   * @param limitMs a thread that owes an answer for so long is ended, together with all that waits for it
   */
  constructor(
    private readonly file: string,
    private readonly limitMs: number = LIMIT_MS,
  ) {}

  /** @param handedOver memory that the thread gets instead of a copy: the caller must not touch it any more */
  run(task: Task, handedOver: ArrayBuffer[] = []): Promise<unknown> {
    const id = ++this.lastId
    return new Promise((resolve, reject) => {
      const worker = this.started()
      const timer = setTimeout(() => this.giveUp(worker), this.limitMs).unref()
      this.waiting.set(id, { resolve, reject, timer })
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin, a window has
      worker.postMessage({ id, task }, handedOver)
    })
  }

  /** Ends the thread; tasks that have not been answered are rejected. */
  async close(): Promise<void> {
    const { worker } = this
    this.worker = null
    await worker?.terminate()
    this.rejectAll(new Error('the thread was closed'))
  }

  private started(): Worker {
    if (this.worker !== null) return this.worker
    const worker = new Worker(this.file)
    // A thread that waits for work must not keep the process from ending.
    worker.unref()
    worker.on('message', (answer: Answer) => this.settle(answer))
    worker.on('error', error => this.lose(worker, error))
    worker.on('exit', code => this.lose(worker, new Error(`the thread ended with code ${code}`)))
    this.worker = worker
    return worker
  }

  private settle({ id, result, error }: Answer): void {
    const waiting = this.waiting.get(id)
    this.waiting.delete(id)
    clearTimeout(waiting?.timer)
    if (error === undefined) waiting?.resolve(result)
    else waiting?.reject(new Error(error))
  }

  private giveUp(worker: Worker): void {
    this.lose(worker, new Error(`the thread gave no answer within ${this.limitMs} ms`))
    void worker.terminate()
  }

  private lose(worker: Worker, error: Error): void {
    if (this.worker !== worker) return
    this.worker = null
    this.rejectAll(error)
  }

  private rejectAll(error: Error): void {
    for (const { reject, timer } of this.waiting.values()) {
      clearTimeout(timer)
      reject(error)
    }
    this.waiting.clear()
  }
}
